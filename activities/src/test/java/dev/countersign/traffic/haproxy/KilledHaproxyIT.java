package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.testing.Eventually;
import dev.countersign.traffic.TrafficException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy and its agent, killed at random instants, alone and together. */
class KilledHaproxyIT {
  private static final int RUNS = Integer.getInteger("countersign.kills", 8);
  private static final long SEED = Long.getLong("countersign.seed", 20261102L);
  private static final List<Double> WEIGHTS = List.of(5.0, 25.0, 50.0, 100.0);

  private enum Victim {
    HAPROXY,
    AGENT,
    BOTH
  }

  @TempDir Path folder;
  private HaproxyBed bed;

  @BeforeEach
  void start() {
    bed = HaproxyBed.start(folder).offered();
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  @Test
  void everyKillEndsInTheOldStateOrTheNewOne() throws InterruptedException {
    Random random = new Random(SEED);
    long generation = 1;
    bed.router().apply(intent(generation, weighing(5)));
    for (int run = 0; run < RUNS; run++) {
      RouteObservation before = bed.router().observe();
      double weight = WEIGHTS.get(random.nextInt(WEIGHTS.size()));
      RouteIntent next = intent(++generation, weighing(weight));
      Victim victim = Victim.values()[random.nextInt(3)];

      var answer = CompletableFuture.supplyAsync(() -> bed.router().apply(next));
      Thread.sleep(random.nextInt(50));
      String killed = kill(victim);
      boolean acknowledged = succeeded(answer);
      startAgain(victim);

      RouteObservation after = bed.router().observe();
      System.out.printf(
          "seed %d run %d: killed %s during generation %d (%s %%), acknowledged %s: %s -> %s%n",
          SEED, run, killed, generation, weight, acknowledged, shown(before), shown(after));
      assertThat(after.route()).isIn(before.route(), next.route());
      if (acknowledged) {
        assertThat(after.differences(next)).isEmpty();
      }
      assertThat(bed.callers().version()).isIn("1", "2");
      assertThat(bed.router().apply(next)).isInstanceOf(LeaseAnswer.Accepted.class);
      assertThat(bed.router().observe().differences(next)).isEmpty();
    }
  }

  private String kill(Victim victim) {
    return switch (victim) {
      case HAPROXY -> {
        String pid = "haproxy " + bed.haproxy().pid();
        bed.haproxy().kill();
        yield pid;
      }
      case AGENT -> {
        String pid = "agent " + bed.agent().pid();
        bed.agent().kill();
        yield pid;
      }
      case BOTH -> kill(Victim.AGENT) + " and " + kill(Victim.HAPROXY);
    };
  }

  private void startAgain(Victim victim) {
    if (victim != Victim.AGENT) {
      bed.haproxy().startAgain();
    }
    if (victim != Victim.HAPROXY) {
      bed.agent().startAgain();
    }
  }

  private static boolean succeeded(CompletableFuture<LeaseAnswer> answer) {
    try {
      return answer.join() instanceof LeaseAnswer.Accepted;
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(TrafficException.class);
      return false;
    }
  }

  private static String shown(RouteObservation observed) {
    Route route = observed.route();
    return "generation "
        + observed.generation()
        + " at "
        + (route == null ? "-" : route.candidateWeight() + " %");
  }

  @Test
  void haproxyGivesEverythingBackThoughNobodyIsLeftToTellIt() throws InterruptedException {
    bed.router().apply(intent(1, weighing(100), Duration.ofSeconds(4)));
    assertThat(bed.callers().version()).isEqualTo("2");
    bed.agent().kill();
    assertThat(bed.callers().version()).isEqualTo("2");
    Eventually.holds("the lease's end", () -> !"2".equals(bed.callers().version()));
    bed.haproxy().kill();
    bed.haproxy().startAgain();
    assertThat(bed.callers().version()).isEqualTo("1");
  }

  @Test
  void haproxyComesBackWithTheRouteItHad() {
    bed.router().apply(intent(1, weighing(100)));
    bed.haproxy().kill();
    bed.haproxy().startAgain();
    assertThat(bed.callers().version()).isEqualTo("2");
    assertThat(bed.router().observe().route()).isEqualTo(weighing(100));
  }

  @Test
  void whatSomebodySetsByHandIsPutRight() throws InterruptedException {
    bed.router().apply(intent(1, weighing(100)));
    new RouteMap(bed.api(), bed.haproxy().map()).put("route", "blue|-|0.0|nobody|0|99||incumbent");
    Eventually.holds("the candidate's share", () -> !"1".equals(bed.callers().version()));
    assertThat(bed.router().observe().differences(intent(1, weighing(100)))).isEmpty();
  }

  @Test
  void aCandidateThatDiesIsTakenOutByItself() throws InterruptedException {
    bed.router().apply(intent(1, weighing(100)));
    assertThat(bed.callers().version()).isEqualTo("2");
    bed.models().recent().close();
    Eventually.holds("an answer", () -> bed.callers().predict(0.3).statusCode() == 200);
    assertThat(bed.callers().version()).isEqualTo("1");
  }

  @Test
  void anAgentWithoutItsStateMovesNothingUntilAHigherGenerationComes() throws Exception {
    bed.router().apply(intent(4, weighing(25)));
    bed.router().apply(intent(5, weighing(100)));
    bed.agent().kill();
    Path state = folder.resolve("agent/state.json");
    Files.writeString(state, Files.readString(state).substring(0, 50));
    bed.agent().startAgain();
    Eventually.holds("everything back", () -> !"2".equals(bed.callers().version()));
    assertThat(bed.router().renew(intent(5, weighing(100)).claim()))
        .isInstanceOf(LeaseAnswer.Refused.class);
    assertThat(bed.router().apply(intent(6, weighing(100))))
        .isInstanceOf(LeaseAnswer.Accepted.class);
    assertThat(bed.callers().version()).isEqualTo("2");
  }
}
