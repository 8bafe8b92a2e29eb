package dev.countersign.client;

/** Something asked of a release could not be done; says why and what to do next. */
public final class ClientException extends RuntimeException {
  private final Kind kind;
  private final String remedy;

  /** What stands in the way. */
  public enum Kind {
    /** No answer from Temporal, or none that lets the caller in. */
    UNREACHABLE,
    /** Temporal answers, but no worker does. */
    NO_WORKER,
    /** There is no such release. */
    NOT_FOUND,
    /** The release, or what it names, says no. */
    REFUSED,
    /** What was handed in can't be used. */
    BAD_INPUT
  }

  public ClientException(Kind kind, String message, String remedy) {
    super(message);
    this.kind = kind;
    this.remedy = remedy;
  }

  public ClientException(Kind kind, String message, String remedy, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.remedy = remedy;
  }

  /** What stands in the way. */
  public Kind kind() {
    return kind;
  }

  /** What to do next, as a sentence. */
  public String remedy() {
    return remedy;
  }
}
