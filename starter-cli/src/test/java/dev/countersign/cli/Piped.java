package dev.countersign.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.report.Ink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a command left behind that ran in a pipe.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 */
record Piped(int code, String out, String err) {
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Runs a command in a folder. Nothing listens where it looks for Temporal. */
  static Piped run(Path folder, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            Ink.PLAIN,
            100,
            question -> Optional.empty());
    int code =
        Cli.commandLine(
                new Surroundings(
                    terminal,
                    Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1"),
                    folder,
                    InstantSource.system()))
            .execute(arguments);
    return new Piped(code, out.toString(), err.toString());
  }

  /** Standard output as the one JSON document it has to be. */
  JsonNode json() {
    try {
      return STRICT.readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException("not one JSON document: " + out, e);
    }
  }
}
