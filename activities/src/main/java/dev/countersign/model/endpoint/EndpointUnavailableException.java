package dev.countersign.model.endpoint;

/**
 * An endpoint does not answer, or not in time: nothing is known of its model. Asking again later
 * may help, unlike where a {@link dev.countersign.model.ModelException} is thrown.
 */
public final class EndpointUnavailableException extends RuntimeException {
  EndpointUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
