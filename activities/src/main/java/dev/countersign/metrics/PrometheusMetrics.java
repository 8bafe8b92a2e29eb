package dev.countersign.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.http.WholeAnswer;
import dev.countersign.passport.Json;
import dev.countersign.rollout.Role;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Live metrics from Prometheus's HTTP API: instant queries at the end of the window. A query that
 * finds no series, or NaN, is an absent figure. Increases are extrapolated by Prometheus and
 * rounded here.
 */
public final class PrometheusMetrics implements MetricSource {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI api;
  private final PrometheusQueries queries;

  /**
   * @param server for example {@code http://prometheus:9090}; the caller has seen to it that this
   *     host may be asked
   */
  public PrometheusMetrics(URI server, PrometheusQueries queries) {
    this.api = URI.create(server.toString().replaceFirst("/+$", "") + "/api/v1/query");
    this.queries = queries;
  }

  @Override
  public String name() {
    return "prometheus (" + api + ")";
  }

  @Override
  public SideCounts read(MetricQuery query, Role role) {
    return new SideCounts(
        count(queries.requests(), query, role),
        count(queries.errors(), query, role),
        count(queries.decisions(), query, role),
        count(queries.favourable(), query, role),
        latency(query, role),
        count(queries.compared(), query, role),
        count(queries.differing(), query, role),
        groups(query, role),
        ungrouped(query, role));
  }

  private List<SideCounts.GroupCount> groups(MetricQuery query, Role role) {
    if (query.groups().isEmpty()) {
      return List.of();
    }
    Map<List<String>, Long> decisions = byGroup(queries.decisionsByGroup(), query, role);
    Map<List<String>, Long> favourable = byGroup(queries.favourableByGroup(), query, role);
    return query.groups().stream()
        .flatMap(
            attribute ->
                attribute.groups().stream().map(group -> List.of(attribute.attribute(), group)))
        .map(
            key ->
                new SideCounts.GroupCount(
                    key.getFirst(), key.getLast(), decisions.get(key), favourable.get(key)))
        .toList();
  }

  /** By attribute; one the query finds no series of is absent. */
  private Map<String, Long> ungrouped(MetricQuery query, Role role) {
    String template = queries.ungrouped();
    Map<String, Long> counts = new HashMap<>();
    if (template == null || query.groups().isEmpty()) {
      return counts;
    }
    for (JsonNode series : result(template, query, role)) {
      String attribute = series.path("metric").path("attribute").asText();
      Long count = whole(series);
      if (attribute.isEmpty()) {
        throw new MetricException(
            "'%s' finds a series without label attribute; sum by (attribute)".formatted(template));
      }
      if (count != null && counts.put(attribute, count) != null) {
        throw new MetricException(
            "'%s' finds %s more than once; sum by (attribute)".formatted(template, attribute));
      }
    }
    return counts;
  }

  /** By attribute and group; a group the query finds no series of is absent. */
  private Map<List<String>, Long> byGroup(@Nullable String template, MetricQuery query, Role role) {
    Map<List<String>, Long> counts = new HashMap<>();
    if (template == null) {
      return counts;
    }
    for (JsonNode series : result(template, query, role)) {
      JsonNode labels = series.path("metric");
      if (!labels.path("attribute").isTextual() || !labels.path("group").isTextual()) {
        throw new MetricException(
            "'%s' finds a series without labels attribute and group; sum by (attribute, group)"
                .formatted(template));
      }
      List<String> key = List.of(labels.path("attribute").asText(), labels.path("group").asText());
      Long count = whole(series);
      if (count != null && counts.put(key, count) != null) {
        throw new MetricException(
            "'%s' finds %s more than once; sum by (attribute, group)".formatted(template, key));
      }
    }
    return counts;
  }

  private @Nullable Long count(@Nullable String template, MetricQuery query, Role role) {
    if (template == null) {
      return null;
    }
    JsonNode found = result(template, query, role);
    if (found.size() > 1) {
      throw new MetricException(
          "'%s' finds %d series, not one; sum over them".formatted(template, found.size()));
    }
    return found.isEmpty() ? null : whole(found.get(0));
  }

  private @Nullable LatencyHistogram latency(MetricQuery query, Role role) {
    if (queries.latency() == null) {
      return null;
    }
    TreeMap<Double, Long> buckets = new TreeMap<>();
    for (JsonNode series : result(queries.latency(), query, role)) {
      String upTo = series.path("metric").path("le").asText();
      Long count = whole(series);
      if (count == null) {
        return null;
      }
      buckets.put("+Inf".equals(upTo) ? Double.POSITIVE_INFINITY : number(upTo), count);
    }
    if (buckets.isEmpty()) {
      return null;
    }
    long most = 0;
    for (var bucket : buckets.entrySet()) {
      most = Math.max(most, bucket.getValue());
      bucket.setValue(most); // rounding may have made a count fall
    }
    return new LatencyHistogram(List.copyOf(buckets.keySet()), List.copyOf(buckets.values()));
  }

  private static @Nullable Long whole(JsonNode series) {
    double value = number(series.path("value").path(1).asText());
    return Double.isFinite(value) && value >= 0 ? (Long) Math.round(value) : null;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new MetricException("Prometheus answers what is no number: " + text, e);
    }
  }

  private JsonNode result(String template, MetricQuery query, Role role) {
    String promql = PrometheusQueries.filled(template, query, role);
    String form =
        "query="
            + URLEncoder.encode(promql, StandardCharsets.UTF_8)
            + "&time="
            + query.to().toEpochMilli() / 1000.0;
    JsonNode answer = ask(form);
    if (!"success".equals(answer.path("status").asText())) {
      throw new MetricException(
          "%s refuses '%s': %s".formatted(api, promql, answer.path("error").asText("no reason")));
    }
    JsonNode result = answer.path("data").path("result");
    if (!"vector".equals(answer.path("data").path("resultType").asText()) || !result.isArray()) {
      throw new MetricException("%s answers '%s' with no instant vector".formatted(api, promql));
    }
    return result;
  }

  private JsonNode ask(String form) {
    HttpRequest request =
        HttpRequest.newBuilder(api)
            .timeout(Duration.ofSeconds(10))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<byte[]> response = WholeAnswer.to(client, request, BodyHandlers.ofByteArray());
      return Json.read(response.body(), JsonNode.class);
    } catch (IOException e) {
      throw new MetricException(api + " does not answer (" + e + "); is Prometheus running?", e);
    } catch (IllegalArgumentException e) {
      throw new MetricException(api + " answers what is no JSON; is it Prometheus?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MetricException("interrupted while asking " + api, e);
    }
  }
}
