package dev.countersign.cli;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // libraries may log; a command's own words are enough, and nobody asked for a logging library
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(Cli.commandLine(Surroundings.ofProcess()).execute(arguments));
  }
}
