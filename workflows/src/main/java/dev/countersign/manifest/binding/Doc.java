package dev.countersign.manifest.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key holds, in words, for the people who write it. The JSON Schema and the reference pages
 * are made from these, so there is one text and it stands beside the component it describes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE, ElementType.FIELD})
public @interface Doc {
  /** One or two sentences. */
  String value();
}
