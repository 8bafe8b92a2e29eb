package dev.countersign.client;

import dev.countersign.activity.Forgotten;
import dev.countersign.activity.SweepReport;
import dev.countersign.activity.SweepReport.Swept;
import dev.countersign.client.ClientException.Kind;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.ForgetRequest;
import dev.countersign.workflow.ForgetWorkflow;
import dev.countersign.workflow.SweepWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;

/** Has traffic swept now, and routers that are gone for good forgotten. */
public final class Sweeps {
  private final WorkflowClient client;
  private final String taskQueue;

  public Sweeps(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  /**
   * Sweeps, or waits for a sweep by hand that runs already.
   *
   * @throws ClientException if Temporal or a worker does not answer
   */
  public SweepReport sweep() {
    return Answers.soon(
        () ->
            client
                .newWorkflowStub(
                    SweepWorkflow.class,
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(SweepWorkflow.ID + "-by-hand")
                        .setTaskQueue(taskQueue)
                        .setWorkflowIdConflictPolicy(
                            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setStaticSummary("give back traffic without a living rollout")
                        .build())
                .sweep());
  }

  /**
   * Takes a router off the list.
   *
   * @param command signed over the router's digest
   * @throws ClientException of kind REFUSED if the order does not hold, or traffic may depend on it
   */
  public Forgotten forget(Swept router, Command command) {
    return Answers.soon(
        () -> {
          try {
            return client
                .newWorkflowStub(
                    ForgetWorkflow.class,
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(ForgetWorkflow.id(router))
                        .setTaskQueue(taskQueue)
                        .setWorkflowIdConflictPolicy(
                            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                        .setStaticSummary("forget the router " + router.id())
                        .build())
                .forget(new ForgetRequest(router, command));
          } catch (WorkflowExecutionAlreadyStarted e) {
            throw new ClientException(
                Kind.REFUSED,
                "somebody orders the same just now",
                "See what is known with: countersign traffic sweep",
                e);
          } catch (WorkflowFailedException e) {
            throw new ClientException(
                Kind.REFUSED,
                "the router %s is swept on: %s".formatted(router.id(), Answers.innermost(e)),
                "See what is known with: countersign traffic sweep",
                e);
          }
        });
  }
}
