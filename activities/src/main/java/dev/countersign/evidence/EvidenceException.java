package dev.countersign.evidence;

/** Evidence that is absent, altered or can't be kept; the message says which and what to do. */
public final class EvidenceException extends RuntimeException {
  public EvidenceException(String message) {
    super(message);
  }

  public EvidenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
