package dev.countersign.data;

/** Data that can't be used: the message says what is wrong, where, and what to do next. */
public final class DataException extends RuntimeException {
  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
