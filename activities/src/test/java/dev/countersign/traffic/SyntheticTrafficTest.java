package dev.countersign.traffic;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.served;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Frame;
import dev.countersign.metrics.EmbeddedMetrics;
import dev.countersign.metrics.LiveReading;
import dev.countersign.metrics.MetricQuery;
import dev.countersign.rollout.LiveMetric;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.StepReading;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.EmbeddedRouters;
import dev.countersign.traffic.embedded.Regression;
import dev.countersign.traffic.embedded.ShiftedScorer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticTrafficTest {
  private static final Frame ROWS =
      new Frame(
          Map.of(
              "x",
              new Frame.Numbers(IntStream.range(0, 100).mapToDouble(i -> i / 200.0).toArray())));

  @TempDir Path folder;

  @Test
  void aRehearsedRegressionShowsInTheLiveMetricsAndCallersNeverFeelIt() throws Exception {
    Regression regression = new Regression(NEW.version(), 5, 0.5, Duration.ofMillis(2), 1);
    try (EmbeddedRouters routers =
        new EmbeddedRouters(folder, regression.in(ShiftedScorer::load))) {
      EmbeddedRouter router = routers.router(ENVIRONMENT, MODEL);
      router.offer(served(OLD));
      router.offer(served(NEW));
      router.apply(intent(1, weighing(50)));
      SyntheticTraffic.Tally tally = send(router);
      StepReading reading = read(router);
      assertThat(tally.failed()).isZero();
      assertThat(tally.answered()).isEqualTo(tally.sent()).isGreaterThanOrEqualTo(200);
      var errors = reading.figure(LiveMetric.ERROR_RATE).orElseThrow();
      assertThat(errors.candidate().value()).isBetween(0.25, 0.75);
      assertThat(errors.incumbent().value()).isZero();
      assertThat(reading.candidateRequests()).isBetween(50L, 150L);
    }
  }

  @Test
  void routersAreFoundAgainWhenAWorkerStarts() {
    try (EmbeddedRouters routers = new EmbeddedRouters(folder, ShiftedScorer::load)) {
      EmbeddedRouter router = routers.router(ENVIRONMENT, MODEL);
      assertThat(routers.router(ENVIRONMENT, MODEL)).isSameAs(router);
      router.offer(served(OLD));
      router.offer(served(NEW));
      router.apply(intent(1, weighing(50)));
    }
    try (EmbeddedRouters routers = new EmbeddedRouters(folder, ShiftedScorer::load)) {
      assertThat(routers.running(ENVIRONMENT, MODEL)).isEmpty();
      routers.reopen();
      assertThat(routers.running(ENVIRONMENT, MODEL).orElseThrow().observe().route())
          .isEqualTo(weighing(50));
    }
  }

  private static SyntheticTraffic.Tally send(EmbeddedRouter router) throws InterruptedException {
    SyntheticTraffic.Settings settings =
        new SyntheticTraffic.Settings(500, Duration.ofMinutes(1), 0, 7);
    SyntheticTraffic traffic =
        SyntheticTraffic.start(ServingEndpoint.of(router.address(), MODEL), ROWS, settings);
    while (traffic.tally().sent() < 200) {
      Thread.sleep(10);
    }
    traffic.close();
    return traffic.tally();
  }

  private static StepReading read(EmbeddedRouter router) {
    Instant now = Instant.now();
    return new LiveReading(new EmbeddedMetrics(router.address()))
        .look(new MetricQuery(ENVIRONMENT, MODEL, 1, Role.INCUMBENT, now, now));
  }
}
