package dev.countersign.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Reads a manifest and what it names, and freezes the bar before anything is measured. */
@ActivityInterface
public interface IntakeActivities {

  /**
   * Validates the manifest against the data, resolves the policy, digests data and model, and keeps
   * all of it as evidence. A manifest that can't be accepted is an answer, not a failure; a source
   * that can't be reached is a failure, and retried.
   */
  @ActivityMethod(name = "Intake")
  IntakeReport intake(IntakeTask task);

  /**
   * Digests data and model again. The answer names whatever differs from what was frozen: altering
   * anything under the sign-offs voids them.
   */
  @ActivityMethod(name = "ConfirmUnchanged")
  Unchanged confirmUnchanged(FrozenRelease release);

  /**
   * Freezes data and model as they are now, under the manifest and the policy that were frozen
   * before: the bar does not move. What can't be accepted is an answer, as at intake.
   */
  @ActivityMethod(name = "FreezeAgain")
  IntakeReport freezeAgain(FrozenRelease release);
}
