package dev.countersign.cli;

import dev.countersign.report.ExitCode;

/** A command can't be done: what is wrong, and what to do next. */
public final class CommandFailure extends RuntimeException {
  private final ExitCode exitCode;
  private final String remedy;

  public CommandFailure(ExitCode exitCode, String message, String remedy) {
    super(message);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  public CommandFailure(ExitCode exitCode, String message, String remedy, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  /** What the process tells its caller. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** What to do next, as a sentence. */
  public String remedy() {
    return remedy;
  }
}
