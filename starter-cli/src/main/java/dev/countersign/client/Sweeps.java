package dev.countersign.client;

import dev.countersign.activity.SweepReport;
import dev.countersign.workflow.SweepWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/** Has traffic swept now. */
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
}
