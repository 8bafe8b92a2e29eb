package dev.countersign.metrics;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.http.Answer;
import dev.countersign.http.JsonServer;
import dev.countersign.rollout.LiveFigure;
import dev.countersign.rollout.LiveMetric;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.StepReading;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.RouterClient;
import dev.countersign.traffic.embedded.ShiftedRouter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedMetricsTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  private static final String SIDE =
      "environment=\"%s\",model=\"%s\",generation=\"1\",role=\"candidate\""
          .formatted(ENVIRONMENT, MODEL);

  @TempDir Path folder;

  @Test
  void readsBothSidesOfOneGeneration() {
    try (EmbeddedRouter router = router()) {
      RouterClient client = RouterClient.of(router.address());
      router.apply(intent(1, weighing(100)));
      client.predict(0.3);
      router.apply(intent(2, weighing(50)));
      StepReading idle = read(router.address(), 2);
      assertThat(idle.candidateRequests()).isZero();
      assertThat(idle.figures()).isEmpty();

      for (int unit = 0; unit < 60; unit++) {
        // 0.985 is beyond what the candidate can answer; the incumbent can
        client.predict(unit < 20 ? 0.985 : 0.3, "x-countersign-unit", "applicant-" + unit);
      }
      StepReading reading = read(router.address(), 2);
      LiveFigure errors = reading.figure(LiveMetric.ERROR_RATE).orElseThrow();
      assertThat(reading.problem()).isNull();
      assertThat(reading.candidateRequests()).isBetween(15L, 45L);
      assertThat(errors.candidate().value()).isPositive();
      assertThat(errors.incumbent().value()).isZero();
      assertThat(errors.difference().high()).isPositive();
      assertThat(reading.figure(LiveMetric.LATENCY_P95)).isPresent();
      assertThat(reading.figure(LiveMetric.SELECTION_RATE)).isPresent();
      assertThat(read(router.address(), 1).candidateRequests()).isEqualTo(1);
    }
  }

  @Test
  void aGenerationNobodyCountedIsAbsentNotZero() {
    try (EmbeddedRouter router = router()) {
      StepReading reading = read(router.address(), 7);
      assertThat(reading.problem()).isNull();
      assertThat(reading.candidateRequests()).isNull();
    }
  }

  @Test
  void aRouterThatIsGoneIsUnreadable() {
    URI address;
    try (EmbeddedRouter router = router()) {
      address = router.address();
    }
    StepReading reading = read(address, 1);
    assertThat(reading.problem()).contains("does not answer");
    assertThat(reading.candidateRequests()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bucket{le=\"1\",%1$s} 5\nbucket{le=\"2\",%1$s} 4\n",
        "bucket{le=\"soon\",%1$s} 1\n"
      })
  void latenciesThatAreNoHistogramAreUnreadable(String counted) throws IOException {
    String text = counted.replace("bucket", MetricNames.LATENCY).formatted(SIDE);
    assertThat(readText(text).problem()).contains("/metrics answers", "no histogram");
  }

  @Test
  void aCountThatIsNoNumberIsAbsentNotZero() throws IOException {
    StepReading reading = readText(MetricNames.REQUESTS + "{" + SIDE + "} NaN\n");
    assertThat(reading.problem()).isNull();
    assertThat(reading.candidateRequests()).isNull();
  }

  private static StepReading readText(String text) throws IOException {
    Answer answer = new Answer(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    try (JsonServer server = JsonServer.onLoopback(0)) {
      server.serve("GET", "/metrics", _ -> answer).start();
      return read(server.address(), 1);
    }
  }

  private EmbeddedRouter router() {
    return ShiftedRouter.start(folder);
  }

  private static StepReading read(URI router, long generation) {
    return new LiveReading(new EmbeddedMetrics(router))
        .look(new MetricQuery(ENVIRONMENT, MODEL, generation, Role.INCUMBENT, NOON, NOON));
  }
}
