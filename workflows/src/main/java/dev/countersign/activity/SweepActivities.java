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

  /**
   * Takes a router off the list, and keeps the order that said so. Refused while a rollout that
   * runs owns its traffic, or while it gives a candidate a share. Repeating it changes nothing
   * more; a rollout that moves the router again puts it back on the list.
   */
  @ActivityMethod(name = "ForgetRouter")
  Forgotten forget(ForgetTask task);
}
