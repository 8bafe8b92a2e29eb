package dev.countersign.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Tells people. */
@ActivityInterface
public interface NotifyActivities {
  /** Delivers a notice at least once. */
  @ActivityMethod(name = "Notify")
  void tell(Notice notice);
}
