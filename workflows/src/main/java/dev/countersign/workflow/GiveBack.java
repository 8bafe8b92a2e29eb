package dev.countersign.workflow;

import dev.countersign.activity.GiveBackReport;
import dev.countersign.activity.GiveBackTask;
import dev.countersign.activity.Notice;
import dev.countersign.activity.TrafficTask;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compensation of a rollout. Runs detached from whatever was cancelled; verified by reading the
 * router back and by a probe; as long as it can't be verified it is tried again and people are
 * told, louder each time, with the command to run by hand. The lease has ended by itself meanwhile.
 */
final class GiveBack {
  private static final List<Duration> PATIENCE =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));
  private static final Duration THEN_EVERY = Duration.ofHours(1);
  private static final int ROUNDS = 7 * 24;

  private final TrafficTask traffic;
  private final long atLeast;
  private final String reason;
  private final boolean toFallback;

  /**
   * @param atLeast a generation above every one the rollout has sent
   * @param toFallback whether the incumbent may not serve either. Where the fallback can't be
   *     reached, every second round gives the incumbent everything: better than the candidate
   */
  GiveBack(TrafficTask traffic, long atLeast, String reason, boolean toFallback) {
    this.traffic = traffic;
    this.atLeast = atLeast;
    this.reason = reason;
    this.toFallback = toFallback;
  }

  /** What was verified, or null when a week of trying could not verify it. */
  @Nullable GiveBackReport untilVerified() {
    @Nullable GiveBackReport[] done = new GiveBackReport[1];
    Workflow.newDetachedCancellationScope(() -> done[0] = rounds()).run();
    return done[0];
  }

  private @Nullable GiveBackReport rounds() {
    for (int round = 0; round < ROUNDS; round++) {
      Duration patience = round < PATIENCE.size() ? PATIENCE.get(round) : THEN_EVERY;
      GiveBackTask task = new GiveBackTask(traffic, atLeast, reason, toFallback && round % 2 == 0);
      try {
        return Calls.givingBack("give everything back", patience).giveBack(task);
      } catch (TemporalFailure failure) {
        alarm(round + 1, Failures.inWords(failure), task);
      }
    }
    return null;
  }

  private void alarm(int round, String why, GiveBackTask task) {
    String release = traffic.model() + "/" + traffic.candidate().version();
    Notice notice =
        new Notice(
            release,
            Notice.Urgency.ALARM,
            "Rollback of %s in %s can't be verified (alarm %d)"
                .formatted(traffic.model(), traffic.terms().plan().environment(), round),
            """
            The router could not be read back: %s. The candidate's lease ends by itself within %s. \
            To give everything back by hand, run: %s
            Then confirm it with: countersign release status %s\
            """
                .formatted(why, Words.of(traffic.terms().plan().leaseTtl()), byHand(task), release),
            List.of("operator"));
    try {
      Calls.people("alarm " + round).tell(notice);
    } catch (TemporalFailure undelivered) {
      Workflow.getLogger(GiveBack.class).error("{}: {}", notice.subject(), notice.body());
    }
  }

  private static String byHand(GiveBackTask task) {
    try {
      return Calls.advice("how to give everything back by hand").byHand(task);
    } catch (TemporalFailure nobody) {
      return "(no worker could say how: see the page of your router)";
    }
  }
}
