package dev.countersign.notify;

/** A notice that could not be delivered. */
public final class NotifyException extends RuntimeException {
  public NotifyException(String message, Throwable cause) {
    super(message, cause);
  }

  public NotifyException(String message) {
    super(message);
  }
}
