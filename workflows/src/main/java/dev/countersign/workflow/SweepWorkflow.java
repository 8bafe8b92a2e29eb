package dev.countersign.workflow;

import dev.countersign.activity.SweepReport;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Finds and heals traffic that no living rollout stands behind. Workers keep a schedule of it; it
 * may be run by hand at any time.
 */
@WorkflowInterface
public interface SweepWorkflow {
  /** Id of the schedule, and of a run by hand. */
  String ID = "countersign-traffic-sweep";

  /** Sweeps once, and tells people what is new since the sweep before. */
  @WorkflowMethod(name = "SweepTraffic")
  SweepReport sweep();
}
