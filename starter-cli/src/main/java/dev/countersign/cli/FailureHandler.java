package dev.countersign.cli;

import dev.countersign.client.ClientException;
import dev.countersign.report.ExitCode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong and what to do, and turns it into the exit code. */
public final class FailureHandler implements IExecutionExceptionHandler {
  private static final System.Logger LOG = System.getLogger(FailureHandler.class.getName());

  private final Terminal terminal;

  public FailureHandler(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return switch (failure) {
      case CommandFailure known ->
          say(known.exitCode(), String.valueOf(known.getMessage()), known.remedy());
      case ClientException known ->
          say(exitCode(known), String.valueOf(known.getMessage()), known.remedy());
      case InterruptedException stopped ->
          say(
              ExitCode.UNEXPECTED,
              "interrupted",
              "Whatever was started goes on without this command");
      default -> unexpected(failure);
    };
  }

  private static ExitCode exitCode(ClientException failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, NO_WORKER -> ExitCode.UNREACHABLE;
      case NOT_FOUND, REFUSED, BAD_INPUT -> ExitCode.USAGE;
    };
  }

  private int unexpected(Exception failure) {
    int code =
        say(
            ExitCode.UNEXPECTED,
            "unexpected: " + failure,
            "This should not happen: please report it with the trace below");
    LOG.log(System.Logger.Level.ERROR, "unexpected", failure);
    return code;
  }

  private int say(ExitCode exitCode, String problem, String remedy) {
    PrintWriter err = terminal.err();
    err.println(terminal.ink().bad("countersign: ") + problem);
    err.println("  " + remedy);
    err.flush();
    return exitCode.code();
  }
}
