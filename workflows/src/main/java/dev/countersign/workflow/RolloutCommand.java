package dev.countersign.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A command to a running rollout.
 *
 * @param kind which
 * @param by who gave it
 * @param reason why
 * @param number by which its answer is known; 0 when nobody waits for one
 * @param step name of the step it was allowed for; null for any
 * @param release workflow id of the release whose rollout it is for; null for whichever runs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutCommand(
    Kind kind,
    String by,
    String reason,
    int number,
    @Nullable String step,
    @Nullable String release) {

  /** What a rollout can be told. */
  public enum Kind {
    /** Begin no further step. */
    PAUSE,
    RESUME,
    /** Judge the step by what is known of it now, and take the next. */
    PROMOTE,
    /** Try again what an outage stopped, or what could not be decided. */
    RETRY,
    /** Rehearse the rollback, then take the step again. */
    DRILL,
    /** Rehearse the rollback, and leave it at that. */
    DRILL_AND_END,
    ABORT
  }

  /** A command whose answer nobody waits for, for whichever rollout runs. */
  public RolloutCommand(Kind kind, String by, String reason) {
    this(kind, by, reason, 0, null, null);
  }

  /** The same for the rollout of one release, whichever runs by the time it arrives. */
  RolloutCommand onlyFor(String workflowId) {
    return new RolloutCommand(kind, by, reason, number, step, workflowId);
  }

  /** Whether it was allowed for another step than the one that was taken last. */
  boolean isForAnother(String taken) {
    return step != null && !step.equals(taken);
  }
}
