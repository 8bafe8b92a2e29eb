package dev.countersign.worker.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.client.Ending;
import dev.countersign.client.ReleaseName;
import dev.countersign.report.ExitCode;
import dev.countersign.report.OutcomeWords;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.ReleaseResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
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
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReleaseOverHaproxyIT {
  private static final int RUNS = Integer.getInteger("countersign.blows", 20);
  private static final int LONG_RUNS = Integer.getInteger("countersign.blows.long", 300);
  private static final long SEED = Long.getLong("countersign.seed", 20261127L);

  @TempDir static Path folder;
  private static LiveBed bed;
  private static Callers callers;

  @BeforeAll
  static void start() throws IOException {
    bed = new LiveBed(folder);
    callers = Callers.start(bed.haproxy.endpoint(), LiveBed.row());
  }

  @AfterAll
  static void stop() {
    callers.close();
    bed.close();
  }

  @Test
  @Order(1)
  void aFirstReleaseTakesOverFromPeople() throws IOException {
    callers.outage(); // nothing is routed before the first step
    ReleaseName first = bed.releaseAndSign("1", 0);
    LiveBed.until("traffic", () -> routed(first));
    callers.outage();
    promoteThrough(first, 0);
    assertReleased(first);
    assertThat(callers.versions()).containsExactly("1");
  }

  @Test
  @Order(2)
  void aSecondReleaseGrowsWhilePrometheusFindsNothingAgainstIt() throws IOException {
    ReleaseName second = bed.releaseAndSign("2", 1);
    LiveBed.until("half of traffic", () -> reached(50));
    assertThat(callers.versions()).containsExactly("1", "2");
    promoteThrough(second, 100);
    assertReleased(second);
    assertThat(callers.versions()).containsExactly("2");
    assertThat(callers.lost()).isEmpty();
  }

  @Test
  @Order(3)
  void everyBlowEndsInTheOldStateOrTheNewOne() throws IOException {
    blows(RUNS, SEED);
  }

  @Test
  @Order(4)
  @Tag("long")
  void soDoHundreds() throws IOException {
    blows(LONG_RUNS, SEED + 1);
  }

  private static void blows(int runs, long seed) throws IOException {
    RepeatedRollout rollout = RepeatedRollout.of(bed, new ReleaseName(LiveBed.MODEL, "2"));
    Random random = new Random(seed);
    for (int run = 0; run < runs; run++) {
      Blow blow = Blow.values()[run % Blow.values().length];
      System.out.println(
          "seed " + seed + " run " + run + ": " + rollout.under(blow, random, callers));
      assertThat(callers.lost()).isEmpty();
    }
  }

  /**
   * Ends the wait of every step but the one at a weight, which bakes as long as the manifest says.
   */
  private static void promoteThrough(ReleaseName name, double baking) {
    LiveBed.until(
        "the end of " + name,
        () -> {
          RouteObservation observed = bed.router().observe();
          Route route = observed.route();
          if (route != null && route.candidate() != null && route.candidateWeight() != baking) {
            promote(name);
          }
          return bed.releases().ending(name);
        });
  }

  private static void promote(ReleaseName name) {
    try {
      var _ =
          bed.releases()
              .tell(
                  name,
                  dev.countersign.client.Order.PROMOTE,
                  new Command("olga@bank.example", "seen enough"));
    } catch (dev.countersign.client.ClientException between) {
      // between two steps there is nothing to promote; the next look promotes
    }
  }

  private static Optional<Boolean> routed(ReleaseName name) {
    if (bed.releases().ending(name).isPresent()) {
      throw new AssertionError("it ended before it had traffic: " + bed.releases().ending(name));
    }
    return bed.router().observe().route() == null ? Optional.empty() : Optional.of(true);
  }

  private static Optional<Boolean> reached(double weight) {
    Route route = bed.router().observe().route();
    return route != null && route.candidateWeight() >= weight
        ? Optional.of(true)
        : Optional.empty();
  }

  private static void assertReleased(ReleaseName name) {
    Ending ending = bed.ending(name);
    ReleaseResult result = ending.result();
    assertThat(result).as("%s ended %s", name, ending).isNotNull();
    assertThat(OutcomeWords.exitCode(ending)).as("%s", result).isEqualTo(ExitCode.OK);
    RouteObservation observed = bed.router().observe();
    assertThat(observed.settled()).isTrue();
    assertThat(observed.route().incumbent().version()).isEqualTo(name.version());
  }
}
