package dev.countersign.activity;

import dev.countersign.rollout.WaivedCheck;
import java.time.Instant;
import java.util.List;

/**
 * A step to be held and watched.
 *
 * @param shift the step as it was taken
 * @param since from when it is judged: when its route was verified, or its last retry
 * @param waived live checks that people let go on
 */
public record WatchTask(ShiftTask shift, Instant since, List<WaivedCheck> waived) {
  public WatchTask {
    waived = waived == null ? List.of() : List.copyOf(waived);
  }
}
