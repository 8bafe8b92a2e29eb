package dev.countersign.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Takes a released version out of traffic again, back to the former champion. It holds the same
 * lock as a rollout: its id is {@link RolloutWorkflow#id}.
 */
@WorkflowInterface
public interface RollbackWorkflow {

  /**
   * Rolls back. Fails with type {@link #REFUSED} when there is nothing to go back to or the window
   * has passed.
   */
  @WorkflowMethod(name = "Rollback")
  RollbackResult rollBack(RollbackRequest request);

  /** Type of the failure of a rollback that may not be done. */
  String REFUSED = "REFUSED";
}
