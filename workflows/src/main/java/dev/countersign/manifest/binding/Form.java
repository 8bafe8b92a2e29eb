package dev.countersign.manifest.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The form a text must have; on a list of texts, each of them. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Form {
  /** A regular expression the whole text matches, understood by Java and by JSON Schema alike. */
  String pattern();

  /** What the text is, in words that complete "must be …". */
  String words();

  /** Whether a plain scalar that YAML readers take for a number or a boolean must be quoted. */
  boolean quoted() default false;
}
