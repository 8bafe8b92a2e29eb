package dev.countersign.boosting;

/** Trees can't be grown; the message says why and what to change. */
public final class BoostingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BoostingException(String message) {
    super(message);
  }

  public BoostingException(String message, Throwable cause) {
    super(message, cause);
  }
}
