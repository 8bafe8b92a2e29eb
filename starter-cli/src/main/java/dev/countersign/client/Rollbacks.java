package dev.countersign.client;

import dev.countersign.client.ClientException.Kind;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.RollbackRequest;
import dev.countersign.workflow.RollbackResult;
import dev.countersign.workflow.RollbackWorkflow;
import dev.countersign.workflow.RolloutWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Takes released versions out of traffic again. */
public final class Rollbacks {
  private static final String TYPE = "Rollback";

  private final WorkflowClient client;
  private final String taskQueue;
  private final WorkerAnswers answers;

  /**
   * @param taskQueue of the workers that roll back
   * @param patience with them
   */
  public Rollbacks(
      WorkflowClient client, String taskQueue, Patience patience, InstantSource clock) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.answers = new WorkerAnswers(client, patience, clock);
  }

  /**
   * Goes back to the former champion and waits until that is verified. Where the same rollback runs
   * already, waits for that one and starts no second.
   *
   * @param environment where
   * @throws ClientException of kind REFUSED if there is nothing to go back to, the window has
   *     passed, or a rollout owns the traffic; of kind NO_WORKER if no worker is there, and then
   *     says whether the rollback is started
   */
  public RollbackResult rollBack(ReleaseName name, String environment, Command command) {
    String id = RolloutWorkflow.id(environment, name.model());
    String what = "the rollback of %s in %s".formatted(name, environment);
    Awaited awaited =
        Awaited.run(what, id, "the same command then waits for it and starts no second one")
            .meanwhile(
                "Without a worker only the router itself can be told: docs/traffic.md, \"When a"
                    + " rollback can't be verified\", step 4; until then it routes as it does");
    WorkflowStub run =
        running(id, what)
            .orElseGet(
                () -> {
                  answers.requireWorker(taskQueue, awaited);
                  var request =
                      new RollbackRequest(name.model(), name.version(), environment, command);
                  return start(id, what, request);
                });
    return answers.await(taskQueue, awaited, () -> result(run, name), () -> RunProgress.of(run));
  }

  /** The very rollback, if it runs. */
  private Optional<WorkflowStub> running(String id, String what) {
    return Answers.from(
        () -> {
          WorkflowStub stub = client.newUntypedWorkflowStub(id);
          WorkflowExecutionDescription latest;
          try {
            latest = stub.describe();
          } catch (WorkflowNotFoundException e) {
            return Optional.empty();
          }
          if (latest.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
              || !latest.getWorkflowType().equals(TYPE)
              || !what.equals(latest.getStaticSummary())) {
            return Optional.empty();
          }
          answers.say(
              "%s runs already, since %s; this waits for its end"
                  .formatted(what, latest.getStartTime().truncatedTo(ChronoUnit.SECONDS)));
          return Optional.of(stub);
        });
  }

  private WorkflowStub start(String id, String what, RollbackRequest request) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(id)
            .setTaskQueue(taskQueue)
            .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
            .setStaticSummary(what)
            .build();
    return Answers.from(
        () -> {
          try {
            WorkflowStub rollback = client.newUntypedWorkflowStub(TYPE, options);
            rollback.start(request);
            return rollback;
          } catch (WorkflowExecutionAlreadyStarted e) {
            return running(id, what).orElseThrow(() -> owned(request, e));
          }
        });
  }

  private static RollbackResult result(WorkflowStub run, ReleaseName name) {
    try {
      return run.getResult(RollbackResult.class);
    } catch (WorkflowFailedException e) {
      throw failed(name, e);
    }
  }

  private static ClientException owned(
      RollbackRequest request, WorkflowExecutionAlreadyStarted cause) {
    return new ClientException(
        Kind.REFUSED,
        "a rollout owns the traffic of " + request.model() + " in " + request.environment(),
        "Wait until it ends, or abort it: countersign release abort model/version",
        cause);
  }

  private static ClientException failed(ReleaseName name, WorkflowFailedException e) {
    if (e.getCause() instanceof ApplicationFailure failure
        && failure.getType().equals(RollbackWorkflow.REFUSED)) {
      return new ClientException(
          Kind.REFUSED,
          failure.getOriginalMessage(),
          "See what is released with: countersign release list",
          e);
    }
    return new ClientException(
        Kind.REFUSED,
        "the rollback of " + name + " could not be verified: " + Answers.innermost(e),
        "Look at the run "
            + e.getExecution().getWorkflowId()
            + " in the Temporal UI now, and at the"
            + " router itself: traffic may be on either version",
        e);
  }
}
