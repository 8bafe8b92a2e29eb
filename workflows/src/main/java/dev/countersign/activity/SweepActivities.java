package dev.countersign.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Heals traffic that no living rollout stands behind. */
@ActivityInterface
public interface SweepActivities {

  /**
   * Looks at every router a rollout ever moved, and gives back what a rollout left there that runs
   * no more. Fenced by generation: where a newer rollout moved traffic meanwhile, nothing is done.
   * Repeating it changes nothing more.
   */
  @ActivityMethod(name = "SweepTraffic")
  SweepReport sweep();
}
