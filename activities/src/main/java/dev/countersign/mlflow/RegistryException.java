package dev.countersign.mlflow;

/** The registry said no; trying again would not help. The message says what to do. */
public class RegistryException extends RuntimeException {
  public RegistryException(String message) {
    super(message);
  }

  public RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
