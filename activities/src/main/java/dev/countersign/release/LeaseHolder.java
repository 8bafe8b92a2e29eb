package dev.countersign.release;

import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.traffic.TrafficRouter;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/**
 * Renews a lease for as long as the rollout that holds it can be seen running. When Temporal can't
 * be asked, nothing is renewed, and the router gives everything back unaided.
 */
final class LeaseHolder {
  /** Renewals a lease, so that one or two may fail. */
  private static final int PER_LEASE = 4;

  private final TrafficRouter router;
  private final LeaseClaim claim;
  private final WorkflowClient temporal;
  private final long everyNanos;
  private long due = System.nanoTime();

  LeaseHolder(TrafficRouter router, LeaseClaim claim, Duration ttl, WorkflowClient temporal) {
    this.router = router;
    this.claim = claim;
    this.temporal = temporal;
    this.everyNanos = ttl.dividedBy(PER_LEASE).toNanos();
  }

  /**
   * Renews when it is time.
   *
   * @return why the lease is lost, or the empty text while it stands
   * @throws ApplicationFailure if the rollout runs no more; there is nothing left to hold
   */
  String renewIfDue() {
    if (System.nanoTime() - due < 0) {
      return "";
    }
    requireRunning();
    due = System.nanoTime() + everyNanos;
    return switch (router.renew(claim)) {
      case LeaseAnswer.Accepted _ -> "";
      case LeaseAnswer.Refused refused -> refused.reason();
    };
  }

  private void requireRunning() {
    String workflowId = workflowOf(claim.holder());
    if (!isRunning(temporal, workflowId)) {
      throw ApplicationFailure.newNonRetryableFailure(
          workflowId + " runs no more; its lease is no longer renewed", "ROLLOUT_GONE");
    }
  }

  /** The workflow that a holder is a run of. */
  static String workflowOf(String holder) {
    int at = holder.lastIndexOf('@');
    return at < 0 ? holder : holder.substring(0, at);
  }

  static boolean isRunning(WorkflowClient temporal, String workflowId) {
    try {
      return temporal.newUntypedWorkflowStub(workflowId).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException gone) {
      return false;
    }
  }
}
