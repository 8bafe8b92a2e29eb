package dev.countersign.traffic.embedded;

import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.TTL;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.served;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.TrafficException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real router process, killed at a random instant of a random change: old state or new. */
class KilledRouterIT {
  private static final int RUNS = Integer.getInteger("countersign.kills", 8);
  private static final long SEED = Long.getLong("countersign.seed", 20261102L);
  private static final List<Double> WEIGHTS = List.of(5.0, 25.0, 50.0, 100.0);

  @TempDir Path folder;

  @Test
  void everyKillEndsInTheOldStateOrTheNewOne() throws InterruptedException {
    Random random = new Random(SEED);
    long generation = 1;
    RouterProcess process = RouterProcess.start(folder);
    try {
      begin(process, intent(generation, weighing(5)));
      for (int run = 0; run < RUNS; run++) {
        RemoteRouter router = new RemoteRouter(process.control(), RouterProcess.TOKEN);
        RouteObservation before = router.observe();
        double weight = WEIGHTS.get(random.nextInt(WEIGHTS.size()));
        RouteIntent next = intent(++generation, weighing(weight), TTL);

        var answer = CompletableFuture.supplyAsync(() -> router.apply(next));
        Thread.sleep(random.nextInt(40));
        long killed = process.pid();
        process.kill();
        boolean acknowledged = !answer.isCompletedExceptionally() && succeeded(answer);

        process = RouterProcess.start(folder);
        RemoteRouter again = new RemoteRouter(process.control(), RouterProcess.TOKEN);
        RouteObservation after = again.observe();
        System.out.printf(
            "seed %d run %d: killed router %d during generation %d (%s %%), acknowledged %s: %s -> %s%n",
            SEED, run, killed, generation, weight, acknowledged, shown(before), shown(after));
        if (acknowledged) {
          assertThat(after.differences(next)).isEmpty();
        } else {
          assertThat(after.route()).isIn(before.route(), next.route());
        }
        assertThat(RouterClient.of(process.router()).version("x-countersign-audience", "internal"))
            .isIn("1", "2");
        assertThat(again.apply(next)).isInstanceOf(LeaseAnswer.Accepted.class);
        assertThat(again.observe().route()).isEqualTo(next.route());
      }
    } finally {
      process.close();
    }
  }

  private static void begin(RouterProcess process, RouteIntent intent) {
    RemoteRouter router = new RemoteRouter(process.control(), RouterProcess.TOKEN);
    router.offer(served(OLD));
    router.offer(served(NEW));
    assertThat(router.apply(intent)).isInstanceOf(LeaseAnswer.Accepted.class);
  }

  private static boolean succeeded(CompletableFuture<LeaseAnswer> answer) {
    try {
      return answer.join() instanceof LeaseAnswer.Accepted;
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(TrafficException.class);
      return false;
    }
  }

  @Test
  void aRouterKilledForLongerThanItsLeaseComesBackWithTheIncumbent() throws InterruptedException {
    RouteIntent half = intent(1, weighing(100), Duration.ofSeconds(2));
    try (RouterProcess process = RouterProcess.start(folder)) {
      begin(process, half);
      assertThat(RouterClient.of(process.router()).version()).isEqualTo("2");
    }
    Thread.sleep(2_000);
    try (RouterProcess process = RouterProcess.start(folder)) {
      assertThat(RouterClient.of(process.router()).version()).isEqualTo("1");
      RouteObservation after = new RemoteRouter(process.control(), RouterProcess.TOKEN).observe();
      assertThat(after.route()).isEqualTo(Route.settled(OLD, half.route().fallback()));
      assertThat(after.ended()).contains("unaided");
      assertThat(after.generation()).isEqualTo(1);
    }
  }

  private static String shown(RouteObservation observed) {
    Route route = observed.route();
    return "generation "
        + observed.generation()
        + " at "
        + (route == null ? "-" : route.candidateWeight() + " %");
  }
}
