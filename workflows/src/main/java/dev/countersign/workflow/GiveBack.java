package dev.countersign.workflow;

import dev.countersign.activity.GiveBackTask;
import dev.countersign.activity.Notice;
import dev.countersign.activity.TrafficTask;
import dev.countersign.rollout.RouteObservation;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compensation of a rollout. Runs detached from whatever was cancelled; verified by reading the
 * router back; as long as it can't be verified it is tried again and people are told, louder each
 * time, with the command to run by hand. The lease has ended by itself meanwhile.
 */
final class GiveBack {
  private static final List<Duration> PATIENCE =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));
  private static final Duration THEN_EVERY = Duration.ofHours(1);
  private static final int ROUNDS = 7 * 24;

  private final TrafficTask traffic;
  private final long atLeast;
  private final String reason;

  GiveBack(TrafficTask traffic, long atLeast, String reason) {
    this.traffic = traffic;
    this.atLeast = atLeast;
    this.reason = reason;
  }

  /** What the router routes afterwards, or null when a week of trying could not verify it. */
  @Nullable RouteObservation untilVerified() {
    RouteObservation[] observed = new RouteObservation[1];
    Workflow.newDetachedCancellationScope(() -> observed[0] = rounds()).run();
    return observed[0];
  }

  private @Nullable RouteObservation rounds() {
    for (int round = 0; round < ROUNDS; round++) {
      Duration patience = round < PATIENCE.size() ? PATIENCE.get(round) : THEN_EVERY;
      try {
        return Calls.givingBack("give everything back", patience)
            .giveBack(new GiveBackTask(traffic, atLeast, reason))
            .observed();
      } catch (TemporalFailure failure) {
        alarm(round + 1, Failures.inWords(failure));
      }
    }
    return null;
  }

  private void alarm(int round, String why) {
    String environment = traffic.terms().plan().environment();
    Notice notice =
        new Notice(
            traffic.model() + "/" + traffic.candidate().version(),
            Notice.Urgency.ALARM,
            "Rollback of %s in %s can't be verified (alarm %d)"
                .formatted(traffic.model(), environment, round),
            ("The router could not be read back: %s. The candidate's lease ends by itself within %s; "
                    + "confirm it at the router, and run: countersign release status %s/%s")
                .formatted(
                    why,
                    Words.of(traffic.terms().plan().leaseTtl()),
                    traffic.model(),
                    traffic.candidate().version()),
            List.of("operator"));
    try {
      Calls.people("alarm " + round).tell(notice);
    } catch (TemporalFailure undelivered) {
      Workflow.getLogger(GiveBack.class).error("{}: {}", notice.subject(), notice.body());
    }
  }
}
