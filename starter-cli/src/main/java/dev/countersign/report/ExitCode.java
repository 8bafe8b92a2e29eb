package dev.countersign.report;

/** What the process tells its caller. */
public enum ExitCode {
  /** Released, passed, or done. */
  OK(0),
  /** An unexpected error. */
  UNEXPECTED(1),
  /** The command or the manifest is wrong. */
  USAGE(2),
  /** A gate failed. */
  GATE_FAILED(3),
  /** Held, inconclusive, or nothing that could be trusted. */
  HELD(4),
  /** Rejected by people, aborted by them, or expired. */
  REJECTED(5),
  /** Rolled back. */
  ROLLED_BACK(6),
  /** Can't reach a server. */
  UNREACHABLE(7);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number, 0 to 7. */
  public int code() {
    return code;
  }
}
