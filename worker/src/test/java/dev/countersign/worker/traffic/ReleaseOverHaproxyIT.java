package dev.countersign.worker.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.countersign.client.ReleaseName;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.testing.Eventually;
import dev.countersign.worker.real.LoanManifest;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.DrillReport;
import dev.countersign.workflow.Outcome;
import dev.countersign.workflow.ReleaseResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole releases over a real router before two model servers, and then the second one's rollout
 * again and again, under one blow each. One set of processes for all, so the order matters.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReleaseOverHaproxyIT {
  private static final int ROUNDS = Integer.getInteger("countersign.blows.rounds", 1);
  private static final int LONG_ROUNDS = Integer.getInteger("countersign.blows.long", 12);
  private static final int HALF = 1;
  private static final long SEED = Long.getLong("countersign.seed", 20261127L);

  @TempDir static Path folder;
  private static LiveTraffic bed;
  private static Callers callers;

  @BeforeAll
  static void start() throws IOException {
    bed = new LiveTraffic(folder);
    callers = Callers.start(bed.haproxy.endpoint(), LoanManifest.row());
  }

  @AfterAll
  static void stop() {
    callers.close();
    bed.close();
  }

  @Test
  @Order(1)
  void aFirstReleaseTakesOverFromPeople() throws IOException {
    ReleaseName first = bed.releaseAndDeploy("1", 0);
    Eventually.get(
        "traffic",
        () -> bed.router.observe().route() == null ? Optional.empty() : Optional.of(true));
    callers.outage();
    assertReleased(first);
    assertThat(callers.versions()).containsExactly("1");
  }

  @Test
  @Order(2)
  void aSecondReleaseGrowsIsDrilledAndTakesAll() throws IOException {
    ReleaseName second = bed.releaseAndDeploy("2", 1);
    bed.testbed.promote(second, new Command("olga@bank.example", "on to half of traffic"));
    bed.awaitShare(50);
    assertThat(callers.versions()).containsExactly("1", "2");
    DrillReport drill =
        bed.testbed
            .releases()
            .drill(second, new Command("olga@bank.example", "quarterly drill"), true);
    System.out.println(drill.sentence());
    assertThat(drill.observed().settled()).isTrue();
    assertThat(drill.probe()).contains("incumbent, 1");
    assertReleased(second);
    assertThat(callers.versions()).containsExactly("2");
    assertThat(callers.lost()).isEmpty();
  }

  @Test
  @Order(3)
  void everyBlowEndsInTheOldStateOrTheNewOne() throws IOException {
    blows(ROUNDS, SEED);
  }

  @Test
  @Order(4)
  void terminatedInTemporalsUiItEndsInTheOldState() throws IOException {
    RepeatedRollout rollout = atHalfForLong();
    String ended = clicked(rollout, temporalUi().terminating(), "Terminated");
    assertThat(ended).isEqualTo("in the old state");
  }

  @Test
  @Order(5)
  @Tag("long")
  void resetToItsBeginningInTemporalsUiItGoesOnToTheNewState() throws IOException {
    resetTo(Locator::first);
  }

  @Test
  @Order(6)
  @Tag("long")
  void resetToWhereItWasInTemporalsUiItGoesOnToTheNewState() throws IOException {
    resetTo(Locator::last);
  }

  @Test
  @Order(7)
  @Tag("long")
  void soDoHundreds() throws IOException {
    blows(LONG_ROUNDS, SEED + 1);
  }

  private static void blows(int rounds, long seed) throws IOException {
    RepeatedRollout rollout =
        RepeatedRollout.ofTheLast(bed, callers, RepeatedRollout.LEASE, RepeatedRollout.BAKE);
    StrikePlan plan = new StrikePlan(bed, callers, rollout.steps(), new Random(seed));
    Map<String, Integer> endings = new TreeMap<>();
    int run = 0;
    for (int round = 0; round < rounds; round++) {
      for (Strike strike : plan.round()) {
        RepeatedRollout.Ended ended = rollout.under(strike);
        System.out.println("seed " + seed + " run " + run++ + ": " + ended.told());
        endings.merge(ended.state(), 1, Integer::sum);
      }
    }
    System.out.println("seed " + seed + ": " + run + " runs ended " + endings);
    assertThat(endings).containsOnlyKeys("in the old state", "in the new state");
  }

  private static TemporalUi temporalUi() {
    return new TemporalUi(bed.testbed.temporalUi());
  }

  private static void resetTo(UnaryOperator<Locator> point) throws IOException {
    RepeatedRollout rollout = atHalfForLong();
    Blow reset = temporalUi().resetting(point, rollout::promoteThrough);
    assertThat(clicked(rollout, reset, "Reset")).isEqualTo("in the new state");
  }

  /** Clicks take seconds, so the step with half of traffic stands for minutes. */
  private static RepeatedRollout atHalfForLong() {
    return RepeatedRollout.ofTheLast(bed, callers, RepeatedRollout.LEASE, RepeatedRollout.BAKE)
        .baking(HALF, Duration.ofMinutes(10));
  }

  /** Under clicks while half of traffic is the candidate's; gives the state it ended in. */
  private static String clicked(RepeatedRollout rollout, Blow click, String done)
      throws IOException {
    RepeatedRollout.Ended ended =
        rollout.under(new Strike(click, HALF, Strike.Moment.BAKING, 0, 0));
    System.out.println(ended.told());
    assertThat(callers.lost()).isEmpty();
    assertThat(rollout.record()).contains(TemporalUi.REASON + " " + done + " from the Web UI");
    return ended.state();
  }

  private static void assertReleased(ReleaseName name) {
    ReleaseResult result = bed.promoteThrough(name);
    assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.RELEASED);
    RouteObservation observed = bed.router.observe();
    assertThat(observed.settled()).isTrue();
    assertThat(observed.route().incumbent().version()).isEqualTo(name.version());
  }
}
