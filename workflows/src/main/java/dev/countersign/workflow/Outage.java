package dev.countersign.workflow;

import dev.countersign.activity.GiveBackReport;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.RolloutPlan;
import io.temporal.failure.TemporalFailure;
import java.time.Instant;

/**
 * What a rollout does when something it needs can't be reached: gives everything back, verified,
 * and waits for an operator's retry, until the progress deadline.
 */
final class Outage {
  private final RolloutPlan plan;
  private final FencedTraffic traffic;
  private final RolloutOrders orders;
  private final RolloutReporter reporter;

  Outage(RolloutPlan plan, FencedTraffic traffic, RolloutOrders orders, RolloutReporter reporter) {
    this.plan = plan;
    this.traffic = traffic;
    this.orders = orders;
    this.reporter = reporter;
  }

  /**
   * Waits until the step is to be tried again.
   *
   * @throws ReleaseStopped at the deadline, on command, or when the candidate had been committed
   */
  void untilRetried(PlannedStep step, TemporalFailure failure) {
    String why = step.name() + " could not be done: " + Failures.inWords(failure);
    giveBack(why);
    Instant deadline = ReleaseState.now().plus(plan.progressDeadline());
    reporter.held(
        "%s. The incumbent has everything; countersign release retry tries again, else it ends at %s"
            .formatted(why, deadline),
        deadline);
    while (true) {
      Waiting.until(deadline, why, orders::pending);
      orders.stopIfAborted();
      if (!ReleaseState.now().isBefore(deadline)) {
        throw new ReleaseStopped(Ended.FAILED, why + "; nobody tried again in time");
      }
      RolloutOrders.Waiting order = orders.next();
      if (order == null) {
        var _ = orders.waived();
        continue;
      }
      if (order.command().kind() == RolloutCommand.Kind.RETRY) {
        reporter.answer(RolloutAnswer.done(order.command(), "tries " + step.name() + " again"));
        reporter.free();
        return;
      }
      reporter.answer(
          RolloutAnswer.refused(
              order.command(), "HELD", why + "; it can be retried or aborted, nothing else"));
    }
  }

  private void giveBack(String why) {
    if (!traffic.owed()) {
      return;
    }
    reporter.doing("gives everything back: " + why);
    GiveBackReport done = traffic.giveBack(why, false);
    if (done == null || traffic.committed(done.observed())) {
      throw new ReleaseStopped(Ended.FAILED, why);
    }
    reporter.observed(done.observed());
  }
}
