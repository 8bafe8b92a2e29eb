package dev.countersign.worker.traffic;

import dev.countersign.testing.Killable;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.Tool;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What can befall a rollout.
 *
 * @param name for people
 * @param strike does it to a rollout, and says to whom
 * @param mend brings back what is down
 */
record Blow(String name, Function<WorkflowStub, String> strike, Runnable mend) {

  /** A process dies by SIGKILL and is started again. */
  static Blow killing(Killable process) {
    return new Blow(
        "SIGKILL of " + process.name(),
        _ -> {
          String pid = process.name() + " " + process.pid() + " killed";
          process.kill();
          return pid;
        },
        process::startAgain);
  }

  /** A process stops in its tracks, its connections open, and goes on later. */
  static Blow stalling(Killable process) {
    return new Blow(
        "stall of " + process.name(),
        _ -> {
          process.stall();
          return process.name() + " " + process.pid() + " stalled";
        },
        process::goOn);
  }

  /** Something is done, and undone. */
  static Blow of(String name, Runnable strike, Runnable mend) {
    return new Blow(
        name,
        _ -> {
          strike.run();
          return name;
        },
        mend);
  }

  /** Terminated, as an operator does it. */
  static Blow terminating(RealServer temporal) {
    return byHand("Terminate", temporal, "terminated", List.of("terminate"));
  }

  /** Sent back to the end of its first task, as an operator does it. */
  static Blow resetting(RealServer temporal) {
    return byHand("Reset", temporal, "reset to its beginning", List.of("reset", "--event-id", "4"));
  }

  /** By Temporal's own command line, which asks the server what its UI does. */
  private static Blow byHand(String name, RealServer temporal, String done, List<String> command) {
    return new Blow(
        name,
        rollout -> {
          List<String> words =
              new ArrayList<>(List.of(Tool.TEMPORAL.path().toString(), "workflow"));
          words.addAll(command);
          words.addAll(
              List.of(
                  "--workflow-id",
                  rollout.getExecution().getWorkflowId(),
                  "--reason",
                  "by hand",
                  "--address",
                  temporal.address()));
          run(words);
          return done + " by the command line";
        },
        () -> {});
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

  /** The same, said to callers: what fails meanwhile nobody could serve. */
  Blow withOutage(Callers callers) {
    return new Blow(
        name,
        rollout -> {
          callers.outage();
          return strike.apply(rollout);
        },
        () -> {
          mend.run();
          callers.outage();
        });
  }
}
