package dev.countersign.release;

import dev.countersign.activity.RolloutTerms;
import dev.countersign.manifest.Durations;
import dev.countersign.release.RolloutSimulation.Failure;
import dev.countersign.rollout.RolloutPlan;
import java.time.Duration;
import java.util.List;

/** What a rollout does at each failure, with the figures of its own plan. */
final class SimulatedFailures {
  private static final String BACK =
      "everything goes back to whoever serves the rest, read back and probed; ";

  private SimulatedFailures() {}

  static List<Failure> of(RolloutTerms terms, Duration rollbackWindow) {
    RolloutPlan plan = terms.plan();
    return List.of(
        new Failure(
            "a check's interval lies wholly outside its bar, at any look",
            BACK + "ROLLED_BACK, exit 6"),
        new Failure("a check fails at the end of a bake", BACK + "ROLLED_BACK, exit 6"),
        new Failure(
            "a step can't be decided (metrics unreadable, fewer than %d requests, inconclusive)"
                .formatted(plan.minimumRequests()),
            "it is held and watched for %s after its bake; people may waive or retry, then %sROLLED_BACK"
                .formatted(Durations.show(plan.patience()), BACK)),
        new Failure("both models breach a blocking bar for certain", both(terms)),
        new Failure(
            "the endpoint serves another model, or answers golden rows otherwise",
            "at the serving check: no traffic moves; at a step: " + BACK + "ROLLED_BACK"),
        new Failure(
            "the worker, Temporal or the network dies",
            "the lease is not renewed and the router gives everything back by itself within %s; the step is taken again when a worker is back"
                .formatted(Durations.show(plan.leaseTtl()))),
        new Failure(
            "the router does not answer",
            "it is asked for 10 min, then the rollout is held until somebody retries; a rollback is"
                + " tried for a week, with alarms and the command to run by hand"),
        new Failure("another release rolls out", conflict(terms)),
        new Failure(
            "it stands still (paused, frozen, held) longer than "
                + Durations.show(plan.progressDeadline()),
            BACK + "ROLLED_BACK"),
        new Failure("somebody aborts it", BACK + "ABORTED"),
        new Failure(
            "something is wrong after 100 %",
            "countersign release rollback goes back to the former champion, within "
                + Durations.show(rollbackWindow)));
  }

  private static String both(RolloutTerms terms) {
    return terms.degrades() && terms.fallback() != null
        ? "the fallback %s gets everybody; the incumbent is withdrawn, and champion no more; people are called"
            .formatted(terms.fallback().name())
        : "the incumbent gets everybody all the same, for no fallback is declared; people are"
            + " called";
  }

  private static String conflict(RolloutTerms terms) {
    return switch (terms.onConflict()) {
      case REFUSE -> "this release is refused";
      case QUEUE -> "this release waits until that has ended";
      case SUPERSEDE -> "that is told to stop, gives its traffic back itself, and this one goes on";
    };
  }
}
