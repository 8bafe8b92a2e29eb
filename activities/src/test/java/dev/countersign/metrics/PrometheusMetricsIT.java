package dev.countersign.metrics;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.served;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.rollout.LiveFigure;
import dev.countersign.rollout.LiveMetric;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.StepReading;
import dev.countersign.testing.Ports;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.testing.Tool;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.RouterClient;
import dev.countersign.traffic.embedded.RouterSettings;
import dev.countersign.traffic.embedded.ShiftedScorer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus that scrapes a real router. */
class PrometheusMetricsIT {
  @TempDir Path folder;

  @Test
  void readsFromARealServerWhatTheRouterCounts() throws Exception {
    try (EmbeddedRouter router =
        EmbeddedRouter.start(
            RouterSettings.of(ENVIRONMENT, MODEL, folder.resolve("router")), ShiftedScorer::load)) {
      router.offer(served(OLD));
      router.offer(served(NEW));
      router.apply(intent(1, weighing(50)));
      RealServer prometheus = prometheus(router.address());
      try (prometheus) {
        Instant from = Instant.now();
        RouterClient client = RouterClient.of(router.address());
        StepReading reading = read(prometheus, from);
        while (reading.candidateRequests() == null || reading.candidateRequests() < 50) {
          for (int unit = 0; unit < 40; unit++) {
            client.predict(unit < 10 ? 0.985 : 0.3, "x-countersign-unit", "applicant-" + unit);
          }
          Thread.sleep(500);
          reading = read(prometheus, from);
        }
        LiveFigure errors = reading.figure(LiveMetric.ERROR_RATE).orElseThrow();
        assertThat(errors.candidate().value()).isBetween(0.05, 0.6);
        assertThat(errors.incumbent().value()).isZero();
        assertThat(reading.figure(LiveMetric.LATENCY_P95)).isPresent();
        assertThat(reading.figure(LiveMetric.SELECTION_RATE)).isPresent();
      }
    }
  }

  private RealServer prometheus(URI router) throws IOException {
    int port = Ports.free();
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: router
                static_configs: [{targets: ['%s']}]
            """
                .formatted(router.getAuthority()));
    return RealServer.start(
        "prometheus",
        port,
        List.of(
            Tool.PROMETHEUS.path().toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port),
        Map.of(),
        () -> RealServers.answersOk(URI.create("http://127.0.0.1:" + port + "/-/ready")));
  }

  private static StepReading read(RealServer prometheus, Instant from) {
    return LiveReading.of(
        new PrometheusMetrics(URI.create(prometheus.url()), PrometheusQueries.OWN),
        new MetricQuery(ENVIRONMENT, MODEL, 1, Role.INCUMBENT, from, Instant.now()));
  }
}
