package dev.countersign.workflow;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Grows a candidate's traffic step by step. Its id, {@code rollout/<environment>/<model>}, is the
 * lock: one rollout at a time owns a model's traffic in an environment.
 */
@WorkflowInterface
public interface RolloutWorkflow {

  /** Ends with the candidate committed, or with everything given back and verified. */
  @WorkflowMethod(name = "Rollout")
  RolloutResult rollOut(RolloutRequest request);

  /** An operator's command, handed on by the release. */
  @SignalMethod(name = "command")
  void command(RolloutCommand command);

  /** People let live checks go on: all that stand by now. */
  @SignalMethod(name = "waive")
  void waive(LiveWaivers waivers);

  /** Where it is. */
  @QueryMethod(name = "progress")
  RolloutProgress progress();

  /** The id under which a rollout owns a model's traffic in an environment. */
  static String id(String environment, String model) {
    return "rollout/" + environment + "/" + model;
  }
}
