package dev.countersign.cli;

import dev.countersign.passport.Json;
import picocli.CommandLine.Option;

/** One JSON document on standard output and nothing else there. */
public final class JsonOption {
  @Option(names = "--json", description = "Print one JSON document and nothing else.")
  private boolean wanted;

  /** Whether it was asked for. */
  public boolean isWanted() {
    return wanted;
  }

  /** Prints {@code document}. */
  public void print(Terminal terminal, Object document) {
    terminal.out().println(Json.pretty(document));
    terminal.out().flush();
  }
}
