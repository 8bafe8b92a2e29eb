package dev.countersign.traffic;

/**
 * Traffic that could not be moved or read: the message says what is wrong, where, and what to do
 * next. Whether anything moved is then unknown until the router is observed.
 */
public final class TrafficException extends RuntimeException {
  public TrafficException(String message) {
    super(message);
  }

  public TrafficException(String message, Throwable cause) {
    super(message, cause);
  }
}
