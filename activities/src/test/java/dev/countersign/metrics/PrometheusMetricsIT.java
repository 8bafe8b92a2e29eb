package dev.countersign.metrics;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.PEOPLE;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.rollout.Audience;
import dev.countersign.rollout.LiveFigure;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.LiveMetric;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.StepReading;
import dev.countersign.testing.PrometheusServer;
import dev.countersign.testing.RealServer;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.RouterClient;
import dev.countersign.traffic.embedded.ShiftedRouter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus that scrapes a real router. */
class PrometheusMetricsIT {
  private static final LiveGroups SEX =
      new LiveGroups("sex", "male", List.of("female", "male"), false, null, "x-applicant-sex");

  @TempDir Path folder;

  @Test
  void readsFromARealServerWhatTheRouterCounts() throws Exception {
    try (EmbeddedRouter router = ShiftedRouter.start(folder.resolve("router"))) {
      router.countBy(List.of(SEX));
      router.apply(intent(1, weighing(50)));
      RealServer prometheus = PrometheusServer.start(folder, router.address());
      try (prometheus) {
        Instant from = Instant.now();
        RouterClient client = RouterClient.of(router.address());
        StepReading reading = read(prometheus, from);
        while (reading.candidateRequests() == null || reading.candidateRequests() < 50) {
          for (int unit = 0; unit < 40; unit++) {
            client.predict(
                unit < 10 ? 0.985 : unit < 20 ? 0.7 : 0.3,
                "x-countersign-unit",
                "applicant-" + unit,
                "x-applicant-sex",
                unit % 2 == 0 ? "female" : "male");
          }
          Thread.sleep(500);
          reading = read(prometheus, from);
        }
        LiveFigure errors = reading.figure(LiveMetric.ERROR_RATE).orElseThrow();
        assertThat(errors.candidate().value()).isBetween(0.05, 0.6);
        assertThat(errors.incumbent().value()).isZero();
        assertThat(reading.figure(LiveMetric.LATENCY_P95)).isPresent();
        assertThat(reading.figure(LiveMetric.SELECTION_RATE)).isPresent();
        assertThat(reading.figures(LiveMetric.DISPARATE_IMPACT))
            .singleElement()
            .satisfies(
                figure -> {
                  assertThat(figure.candidate().value()).isPositive();
                  assertThat(figure.incumbent().value()).isPositive();
                  assertThat(figure.difference()).isNotNull();
                });
      }
    }
  }

  @Test
  void mirroredAnswersThatDifferAndStrangersAreReadFromARealServerToo() throws Exception {
    try (EmbeddedRouter router = ShiftedRouter.start(folder.resolve("router"))) {
      router.countBy(List.of(SEX));
      router.apply(intent(1, new Route(OLD, NEW, PEOPLE, 0, Audience.SHADOW)));
      try (RealServer prometheus = PrometheusServer.start(folder, router.address())) {
        Instant from = Instant.now();
        RouterClient client = RouterClient.of(router.address());
        StepReading reading = read(prometheus, from);
        while (reading.figure(LiveMetric.DISAGREEMENT_RATE).isEmpty()
            || reading.figure(LiveMetric.DISAGREEMENT_RATE).get().candidate().n() < 50) {
          for (int caller = 0; caller < 40; caller++) {
            // 0.485 is decided otherwise by either version
            client.predict(caller % 4 == 0 ? 0.485 : 0.3, "x-applicant-sex", "not said");
          }
          Thread.sleep(500);
          reading = read(prometheus, from);
        }
        assertThat(reading.figure(LiveMetric.DISAGREEMENT_RATE).get().candidate().value())
            .isBetween(0.1, 0.5);
        assertThat(reading.ungrouped())
            .hasSize(2)
            .allSatisfy(untold -> assertThat(untold.decisions()).isPositive());
      }
    }
  }

  private static StepReading read(RealServer prometheus, Instant from) {
    return new LiveReading(
            new PrometheusMetrics(URI.create(prometheus.url()), PrometheusQueries.OWN))
        .look(
            new MetricQuery(
                ENVIRONMENT, MODEL, 1, Role.INCUMBENT, from, Instant.now(), List.of(SEX)));
  }
}
