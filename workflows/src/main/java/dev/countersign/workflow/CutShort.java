package dev.countersign.workflow;

import dev.countersign.activity.GiveBackReport;
import dev.countersign.activity.TrafficTask;
import dev.countersign.rollout.RouteObservation;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout left that was ended from outside, for example terminated in Temporal's UI. It can
 * give nothing back any more, so its release finds out what it left and undoes it.
 *
 * @param traffic as that rollout held it
 * @param hadTraffic whether it is known to have taken a step
 */
record CutShort(TrafficTask traffic, boolean hadTraffic) {

  /**
   * Gives back what is still held in the rollout's name, verified. What it had committed stands;
   * what somebody else holds by now is left alone.
   *
   * @param why how the rollout ended
   */
  RolloutResult undone(String why) {
    @Nullable RolloutResult[] result = new RolloutResult[1];
    Workflow.newDetachedCancellationScope(() -> result[0] = undo(why)).run();
    RolloutResult undone = result[0];
    if (undone == null) {
      throw new IllegalStateException("a rollout that was cut short must be undone");
    }
    return undone;
  }

  private RolloutResult undo(String why) {
    FencedTraffic left = new FencedTraffic(traffic);
    RouteObservation found = read();
    if (found != null && !traffic.holder().equals(found.holder())) {
      return new RolloutResult(Ended.FAILED, hadTraffic, why, found, List.of());
    }
    GiveBackReport done = left.giveBack(why, false);
    RouteObservation observed = done == null ? null : done.observed();
    return left.committed(observed)
        ? new RolloutResult(
            Ended.PASSED, true, "the candidate had been committed; " + why, observed, List.of())
        : new RolloutResult(Ended.FAILED, true, why, observed, List.of());
  }

  /** Null while nobody can read the router: giving back is tried for longer than this. */
  private @Nullable RouteObservation read() {
    try {
      return Calls.traffic("read what the rollout left").readRoute(traffic);
    } catch (ActivityFailure outage) {
      Workflow.getLogger(CutShort.class).warn("the router can't be read: {}", outage.getMessage());
      return null;
    }
  }
}
