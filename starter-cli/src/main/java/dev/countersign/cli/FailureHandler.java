package dev.countersign.cli;

import dev.countersign.client.ClientException;
import dev.countersign.passport.Json;
import dev.countersign.report.ExitCode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says what went wrong and what to do, and turns it into the exit code. Where JSON was asked for it
 * is a document on standard output, too.
 */
public final class FailureHandler implements IExecutionExceptionHandler {
  private static final System.Logger LOG = System.getLogger(FailureHandler.class.getName());

  private final Terminal terminal;

  public FailureHandler(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    Failure said =
        switch (failure) {
          case CommandFailure known ->
              new Failure(known.exitCode(), String.valueOf(known.getMessage()), known.remedy());
          case ClientException known ->
              new Failure(exitCode(known), String.valueOf(known.getMessage()), known.remedy());
          case InterruptedException stopped ->
              new Failure(
                  ExitCode.UNEXPECTED,
                  "interrupted",
                  "Whatever was started goes on without this command");
          default -> unexpected(failure);
        };
    return say(said, isJson(parsed));
  }

  private record Failure(ExitCode exitCode, String problem, String remedy) {}

  private static boolean isJson(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.hasMatchedOption("--json");
  }

  private static ExitCode exitCode(ClientException failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, NO_WORKER -> ExitCode.UNREACHABLE;
      case NOT_FOUND, REFUSED, BAD_INPUT -> ExitCode.USAGE;
    };
  }

  private static Failure unexpected(Exception failure) {
    LOG.log(System.Logger.Level.ERROR, "unexpected", failure);
    return new Failure(
        ExitCode.UNEXPECTED,
        "unexpected: " + failure,
        "This should not happen: please report it with the trace that stands with it");
  }

  private int say(Failure failure, boolean json) {
    PrintWriter err = terminal.err();
    err.println(terminal.ink().bad("countersign: ") + failure.problem());
    err.println("  " + failure.remedy());
    err.flush();
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("error", failure.problem());
      document.put("next", failure.remedy());
      document.put("exitCode", failure.exitCode().code());
      terminal.out().println(Json.pretty(document));
      terminal.out().flush();
    }
    return failure.exitCode().code();
  }
}
