package dev.countersign.metrics;

/** A metric source that can't be read: the message says what is wrong, where, and what to do. */
public final class MetricException extends RuntimeException {
  public MetricException(String message) {
    super(message);
  }

  public MetricException(String message, Throwable cause) {
    super(message, cause);
  }
}
