package dev.countersign.training;

/** Training that can't be done or failed: the message says what is wrong and what to do next. */
public final class TrainingException extends RuntimeException {
  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
