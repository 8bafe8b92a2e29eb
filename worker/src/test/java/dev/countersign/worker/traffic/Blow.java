package dev.countersign.worker.traffic;

import dev.countersign.testing.Killable;
import dev.countersign.testing.RealServer;
import dev.countersign.worker.real.TemporalCli;
import io.temporal.client.WorkflowStub;
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

  /** Terminated by Temporal's own command line. */
  static Blow terminating(RealServer temporal) {
    return new Blow(
        "Terminate",
        rollout -> {
          new TemporalCli(temporal).workflow("terminate", rollout.getExecution().getWorkflowId());
          return "terminated by the command line";
        },
        () -> {});
  }

  /** Sent back to the end of its first task by Temporal's own command line. */
  static Blow resetting(RealServer temporal) {
    return new Blow(
        "Reset",
        rollout -> {
          new TemporalCli(temporal)
              .workflow("reset", rollout.getExecution().getWorkflowId(), "--event-id", "4");
          return "reset to its beginning by the command line";
        },
        () -> {});
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
