package dev.countersign.worker.real;

import dev.countersign.testing.RealServer;
import dev.countersign.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Temporal's own command line, as operators use it.
 *
 * @param server what it speaks to
 */
public record TemporalCli(RealServer server) {

  /**
   * Does something to a workflow's latest run, for the reason {@code by hand}.
   *
   * @param command for example {@code terminate}
   * @param more further options of the command
   * @throws AssertionError if it fails, with what it printed
   */
  public void workflow(String command, String workflowId, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Tool.TEMPORAL.path().toString(),
                "workflow",
                command,
                "--workflow-id",
                workflowId,
                "--reason",
                "by hand",
                "--address",
                server.address()));
    words.addAll(List.of(more));
    run(words);
  }

  private static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + " failed: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
