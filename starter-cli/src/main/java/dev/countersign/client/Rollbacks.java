package dev.countersign.client;

import dev.countersign.client.ClientException.Kind;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.RollbackRequest;
import dev.countersign.workflow.RollbackResult;
import dev.countersign.workflow.RollbackWorkflow;
import dev.countersign.workflow.RolloutWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;

/** Takes released versions out of traffic again. */
public final class Rollbacks {
  private final WorkflowClient client;
  private final String taskQueue;

  public Rollbacks(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  /**
   * Goes back to the former champion and waits until that is verified.
   *
   * @param environment where
   * @throws ClientException of kind REFUSED if there is nothing to go back to, the window has
   *     passed, or a rollout owns the traffic
   */
  public RollbackResult rollBack(ReleaseName name, String environment, Command command) {
    return Answers.from(
        () -> {
          WorkflowOptions options =
              WorkflowOptions.newBuilder()
                  .setWorkflowId(RolloutWorkflow.id(environment, name.model()))
                  .setTaskQueue(taskQueue)
                  .setWorkflowIdConflictPolicy(
                      WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                  .setStaticSummary("rollback of " + name + " in " + environment)
                  .build();
          WorkflowStub rollback = client.newUntypedWorkflowStub("Rollback", options);
          var request = new RollbackRequest(name.model(), name.version(), environment, command);
          try {
            rollback.start(request);
            return rollback.getResult(RollbackResult.class);
          } catch (WorkflowExecutionAlreadyStarted e) {
            throw new ClientException(
                Kind.REFUSED,
                "a rollout owns the traffic of " + name.model() + " in " + environment,
                "Wait until it ends, or abort it: countersign release abort model/version",
                e);
          } catch (WorkflowFailedException e) {
            throw failed(name, e);
          }
        });
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
