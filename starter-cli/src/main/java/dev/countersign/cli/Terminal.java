package dev.countersign.cli;

import dev.countersign.report.Ink;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command writes to and asks through.
 *
 * @param out what the command is for; with {@code --json} one document and nothing else
 * @param err everything else
 * @param isInteractive whether a person sits at both ends
 * @param ink colours or none
 * @param width columns
 * @param answers a person's answer to a question; empty when nobody sits there or input has ended
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    boolean isInteractive,
    Ink ink,
    int width,
    Function<String, Optional<String>> answers) {
  private static final int USUAL_WIDTH = 100;

  /** The process's own. */
  public static Terminal ofProcess(Map<String, String> environment) {
    Optional<Console> person =
        Optional.ofNullable(System.console())
            .filter(console -> console.isTerminal() && !"dumb".equals(environment.get("TERM")));
    boolean coloured = person.isPresent() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        person.isPresent(),
        coloured ? Ink.COLOURED : Ink.PLAIN,
        width(environment),
        question ->
            person.flatMap(console -> Optional.ofNullable(console.readLine("%s", question))));
  }

  /** The same, with everything for people on {@link #err}, so that {@code out} stays clean. */
  public Terminal withOutputAside() {
    return new Terminal(err, err, isInteractive, ink, width, answers);
  }

  private static int width(Map<String, String> environment) {
    try {
      return Math.max(40, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }
}
