package dev.countersign.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.http.AllowedHosts;
import dev.countersign.http.Answer;
import dev.countersign.http.JsonServer;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.StepReading;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusMetricsTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  private static final MetricQuery QUERY =
      new MetricQuery("production", "cre\"dit", 5, Role.INCUMBENT, NOON, NOON.plusSeconds(90));

  @Test
  void blanksAreFilledAndEscaped() {
    assertThat(PrometheusQueries.filled(PrometheusQueries.OWN.latency(), QUERY, Role.CANDIDATE))
        .isEqualTo(
            "sum by (le) (increase(countersign_request_duration_seconds_bucket{environment="
                + "\"production\",model=\"cre\\\"dit\",generation=\"5\",role=\"candidate\"}[90s]))");
  }

  @Test
  void groupsAreAskedForByAttributeAndGroup() {
    assertThat(
            PrometheusQueries.filled(
                PrometheusQueries.OWN.decisionsByGroup(), QUERY, Role.CANDIDATE))
        .startsWith("sum by (attribute, group) (increase(countersign_group_decisions_total{");
  }

  @Test
  void seriesThatDontSayWhichGroupTheyAreOfAreUnreadable() throws IOException {
    Answer answer =
        new Answer(
            200,
            "application/json",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"3\"]}]}}"
                .getBytes(StandardCharsets.UTF_8));
    LiveGroups sex = new LiveGroups("sex", "male", List.of("female", "male"), false, "sex", null);
    MetricQuery byGroup =
        new MetricQuery(
            "production", "credit", 5, Role.INCUMBENT, NOON, NOON.plusSeconds(90), List.of(sex));
    PrometheusQueries queries =
        PrometheusQueries.of(
            Map.of("requests", "up", "decisionsByGroup", "d", "favourableByGroup", "f"));
    try (JsonServer server = JsonServer.onLoopback(0)) {
      server.serve("POST", "/api/v1/query", _ -> answer).start();
      StepReading reading =
          new LiveReading(new PrometheusMetrics(server.address(), queries)).look(byGroup);
      assertThat(reading.problem()).contains("without labels attribute and group");
    }
  }

  @Test
  void queriesOfOnesOwnNeedRequests() {
    assertThatThrownBy(() -> PrometheusQueries.of(Map.of("errors", "up")))
        .hasMessageContaining("asked for requests");
    assertThatThrownBy(() -> PrometheusQueries.of(Map.of("request", "up")))
        .hasMessageContaining("no query request");
    assertThat(PrometheusQueries.of(Map.of("requests", "up")).errors()).isNull();
  }

  @Test
  void aManifestNamesOnlyHostsTheWorkerMayAsk() {
    PrometheusMetricKind kind = new PrometheusMetricKind(new AllowedHosts(Set.of("prometheus")));
    URI endpoint = URI.create("http://127.0.0.1:1");
    assertThat(kind.source(Map.of("url", "http://prometheus:9090"), endpoint).name())
        .isEqualTo("prometheus (http://prometheus:9090/api/v1/query)");
    for (Object url : List.of("http://169.254.169.254", "file:///etc/passwd", "prometheus", 9090)) {
      assertThatThrownBy(() -> kind.source(Map.of("url", url), endpoint))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> kind.source(Map.of("uri", "http://prometheus"), endpoint))
        .hasMessageContaining("not uri");
  }

  @Test
  void noSeriesIsAbsentNotZero() throws IOException {
    StepReading reading =
        read("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
    assertThat(reading.problem()).isNull();
    assertThat(reading.candidateRequests()).isNull();
    assertThat(reading.figures()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html> | no JSON",
        "{} | refuses",
        "{\"status\":\"error\",\"error\":\"parse error\"} | parse error",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}} | no"
            + " instant vector",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"x\"]}]}}"
            + " | no number",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{},{}]}} | not one"
      })
  void nonsenseIsUnreadable(String body, String because) throws IOException {
    assertThat(read(body).problem()).contains(because);
  }

  @Test
  void aServerThatIsGoneIsUnreadable() {
    PrometheusMetrics gone =
        new PrometheusMetrics(URI.create("http://127.0.0.1:1"), PrometheusQueries.OWN);
    assertThat(new LiveReading(gone).look(QUERY).problem()).contains("does not answer");
  }

  private static StepReading read(String body) throws IOException {
    Answer answer = new Answer(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    try (JsonServer server = JsonServer.onLoopback(0)) {
      server.serve("POST", "/api/v1/query", _ -> answer).start();
      return new LiveReading(new PrometheusMetrics(server.address(), PrometheusQueries.OWN))
          .look(QUERY);
    }
  }
}
