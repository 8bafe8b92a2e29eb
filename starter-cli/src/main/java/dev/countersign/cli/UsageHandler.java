package dev.countersign.cli;

import dev.countersign.report.ExitCode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command in a line or two, instead of a page of usage. */
final class UsageHandler implements IParameterExceptionHandler {
  private final Terminal terminal;

  UsageHandler(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = terminal.err();
    err.println(terminal.ink().bad("countersign: ") + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("  See: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE.code();
  }
}
