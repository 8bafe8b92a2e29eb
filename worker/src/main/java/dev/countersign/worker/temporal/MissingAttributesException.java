package dev.countersign.worker.temporal;

/** A namespace lacks search attributes that the worker may not register. */
final class MissingAttributesException extends RuntimeException {
  MissingAttributesException(String command, Throwable cause) {
    super(
        "the namespace lacks search attributes and won't let a worker add them. Run: " + command,
        cause);
  }
}
