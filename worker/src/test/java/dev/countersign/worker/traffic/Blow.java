package dev.countersign.worker.traffic;

import dev.countersign.testing.Killable;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.UUID;
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

  static Blow terminating() {
    return new Blow(
        "Terminate",
        rollout -> {
          rollout.terminate("by hand, as an operator might");
          return "terminated";
        },
        () -> {});
  }

  static Blow resetting(WorkflowClient client) {
    return new Blow(
        "Reset",
        rollout -> {
          var _ =
              client
                  .getWorkflowServiceStubs()
                  .blockingStub()
                  .resetWorkflowExecution(
                      ResetWorkflowExecutionRequest.newBuilder()
                          .setNamespace("default")
                          .setWorkflowExecution(rollout.describe().getExecution())
                          .setReason("by hand, as an operator might")
                          .setWorkflowTaskFinishEventId(4)
                          .setRequestId(UUID.randomUUID().toString())
                          .build());
          return "reset to its beginning";
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
