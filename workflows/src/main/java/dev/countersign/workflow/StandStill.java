package dev.countersign.workflow;

import dev.countersign.rollout.FreezeWindow;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.RolloutPlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout waits for between two steps: people who paused it, windows in which no step is
 * begun. The step taken last is held and watched meanwhile, so that a breach is given back at any
 * time; and no wait is for ever.
 */
final class StandStill {
  private final RolloutPlan plan;
  private final RolloutOrders orders;
  private final RolloutReporter reporter;
  private final StepWatch watch;

  StandStill(RolloutPlan plan, RolloutOrders orders, RolloutReporter reporter, StepWatch watch) {
    this.plan = plan;
    this.orders = orders;
    this.reporter = reporter;
    this.watch = watch;
  }

  /**
   * Waits until traffic may grow.
   *
   * @param held the step taken last; null while the candidate has nothing
   * @param next what comes then, in words
   * @param deadline when the answer becomes no
   * @throws ReleaseStopped at the deadline, on command, or when the held step breaches
   */
  void untilItMayGoOn(@Nullable PlannedStep held, String next, Instant deadline) {
    orders.stopIfAborted();
    while (true) {
      boolean paused = orders.paused();
      FreezeWindow freeze = plan.frozen(ReleaseState.now()).orElse(null);
      if (!paused && freeze == null) {
        reporter.free();
        return;
      }
      String why = paused || freeze == null ? "paused" : inWords(freeze);
      stopAtDeadline(why, next, deadline);
      reporter.held(
          "%s, before %s; without an end to it everything is given back at %s"
              .formatted(why, next, deadline),
          deadline);
      Instant until =
          paused || freeze == null || freeze.until().isAfter(deadline) ? deadline : freeze.until();
      if (held == null) {
        Waiting.until(until, why, () -> orders.pending() || orders.paused() != paused);
      } else {
        watch.hold(held, why, until, () -> orders.paused() != paused);
      }
      orders.stopIfAborted();
      if (answered(held, freeze)) {
        reporter.free();
        return;
      }
    }
  }

  /** Whether an operator takes the next step in spite of a pause. */
  private boolean answered(@Nullable PlannedStep held, @Nullable FreezeWindow freeze) {
    RolloutOrders.Waiting order = orders.next();
    if (order == null) {
      var _ = orders.waived();
      return false;
    }
    RolloutCommand command = order.command();
    return switch (command.kind()) {
      case PROMOTE -> {
        if (held != null && command.isForAnother(held.name())) {
          reporter.answer(RolloutAnswer.over(command, held.name()));
          yield false;
        }
        if (freeze != null) {
          reporter.answer(
              RolloutAnswer.refused(
                  command, "FROZEN", inWords(freeze) + ", and no step is begun before"));
          yield false;
        }
        reporter.answer(RolloutAnswer.done(command, "takes the next step; still paused after it"));
        yield true;
      }
      case RETRY -> {
        reporter.answer(
            RolloutAnswer.refused(
                command, "NOT_HELD", "nothing was stopped; there is nothing to try again"));
        yield false;
      }
      case DRILL, DRILL_AND_END -> {
        if (held == null) {
          reporter.answer(
              RolloutAnswer.refused(
                  command, "NO_TRAFFIC", "the candidate has no traffic to give back yet"));
        } else {
          watch.rehearse(held, order);
        }
        yield false;
      }
      case PAUSE, RESUME, ABORT -> throw new IllegalStateException("not one to answer");
    };
  }

  private void stopAtDeadline(String why, String next, Instant deadline) {
    if (!ReleaseState.now().isBefore(deadline)) {
      throw new ReleaseStopped(
          Ended.FAILED,
          "stood still before %s (%s) longer than the %s that its progress deadline allows"
              .formatted(next, why, Words.of(plan.progressDeadline())));
    }
  }

  private static String inWords(FreezeWindow freeze) {
    return "frozen until "
        + freeze.until()
        + (freeze.reason() == null ? "" : " (" + freeze.reason() + ")");
  }
}
