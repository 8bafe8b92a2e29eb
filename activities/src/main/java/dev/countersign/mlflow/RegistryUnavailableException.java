package dev.countersign.mlflow;

/** The registry can't be reached or is failing; the same call is safe to repeat later. */
public final class RegistryUnavailableException extends RegistryException {
  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
