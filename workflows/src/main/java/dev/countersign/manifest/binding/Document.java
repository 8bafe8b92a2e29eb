package dev.countersign.manifest.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A record that is a whole YAML document and says so by {@code apiVersion} and {@code kind}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Document {
  /** What {@code apiVersion} must say. */
  String apiVersion();

  /** What {@code kind} must say. */
  String kind();
}
