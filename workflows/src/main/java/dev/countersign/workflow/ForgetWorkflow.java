package dev.countersign.workflow;

import dev.countersign.activity.Forgotten;
import dev.countersign.activity.SweepReport.Swept;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Takes a router that is gone for good off the sweep's list, by a signed order. */
@WorkflowInterface
public interface ForgetWorkflow {
  /** What is ordered, as it is signed. */
  String ORDER = "forget-router";

  /** Type of the failure of an order that may not be carried out. */
  String REFUSED = "REFUSED";

  /** Its workflow id: one order at a time for each router. */
  static String id(Swept router) {
    return "countersign-traffic-forget/" + router.id();
  }

  /** What the order is signed for, beside the router's digest. */
  static String subject(Swept router) {
    return "router/%s/%s".formatted(router.environment(), router.model());
  }

  /** Forgets it and tells people. Fails with type {@link #REFUSED} where it is swept on. */
  @WorkflowMethod(name = "ForgetRouter")
  Forgotten forget(ForgetRequest request);
}
