package dev.countersign.workflow;

import dev.countersign.activity.GiveBackReport;
import dev.countersign.rollout.PlannedStep;
import java.time.Duration;

/**
 * Rehearses the rollback on a live rollout: really gives everything back, verified, and times it.
 */
final class Drill {
  private final FencedTraffic traffic;
  private final RolloutReporter reporter;

  Drill(FencedTraffic traffic, RolloutReporter reporter) {
    this.traffic = traffic;
    this.reporter = reporter;
  }

  /**
   * Gives back what {@code step} gave, and takes the step again or ends the rollout, as told.
   *
   * @throws ReleaseStopped when the rollout ends with it, or nobody could verify it
   */
  void rehearse(PlannedStep step, RolloutOrders.Waiting order) {
    RolloutCommand command = order.command();
    boolean resumes = command.kind() == RolloutCommand.Kind.DRILL;
    String reason = "drill by " + command.by() + ": " + command.reason();
    reporter.doing(reason);
    GiveBackReport done = traffic.giveBack(reason, false);
    if (done == null) {
      reporter.answer(
          RolloutAnswer.refused(
              command, "UNVERIFIED", "a week of trying could not verify that it was given back"));
      throw new ReleaseStopped(Ended.FAILED, "a drill could not be verified");
    }
    DrillReport report =
        new DrillReport(
            step.name(),
            step.weight(),
            Duration.between(order.since(), ReleaseState.now()),
            done.observed(),
            done.probe(),
            resumes);
    reporter.observed(done.observed());
    reporter.answer(new RolloutAnswer(command.number(), null, report.sentence(), report));
    if (!resumes) {
      throw new ReleaseStopped(Ended.ABORTED, "ended after a " + reason);
    }
    reporter.step(step, "takes " + step.name() + " again after a drill");
    reporter.observed(traffic.shift(step));
  }
}
