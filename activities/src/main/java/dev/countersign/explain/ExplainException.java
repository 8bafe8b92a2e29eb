package dev.countersign.explain;

/** An explanation that can't be given; the message says why and what to do. */
public final class ExplainException extends RuntimeException {
  public ExplainException(String message) {
    super(message);
  }

  public ExplainException(String message, Throwable cause) {
    super(message, cause);
  }
}
