package dev.countersign.manifest.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers a component may hold, ends included unless said otherwise. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
  /** The smallest number allowed. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The largest number allowed. */
  double max() default Double.POSITIVE_INFINITY;

  /** Whether {@link #min()} itself is not allowed. */
  boolean above() default false;

  /** Whether {@link #max()} itself is not allowed. */
  boolean below() default false;
}
