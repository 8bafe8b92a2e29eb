package dev.countersign.model;

/** A model that can't be used: the message says what is wrong, where, and what to do next. */
public final class ModelException extends RuntimeException {
  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
