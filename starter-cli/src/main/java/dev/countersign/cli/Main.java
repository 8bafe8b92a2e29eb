package dev.countersign.cli;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Cli.commandLine(Surroundings.ofProcess()).execute(arguments));
  }
}
