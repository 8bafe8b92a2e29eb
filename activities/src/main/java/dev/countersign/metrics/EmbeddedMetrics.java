package dev.countersign.metrics;

import dev.countersign.http.WholeAnswer;
import dev.countersign.metrics.ExpositionText.Sample;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the embedded router counts, read at its own {@code /metrics}. It counts per generation, so a
 * step's figures are the counters themselves.
 */
public final class EmbeddedMetrics implements MetricSource {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI metrics;

  /**
   * @param router where the router answers, for example {@code http://127.0.0.1:40123}
   */
  public EmbeddedMetrics(URI router) {
    this.metrics = router.resolve("/metrics");
  }

  @Override
  public String name() {
    return "embedded (" + metrics + ")";
  }

  @Override
  public SideCounts read(MetricQuery query, Role role) {
    Map<String, String> labels =
        Map.of(
            "environment", query.environment(),
            "model", query.model(),
            "generation", Long.toString(query.generation()),
            "role", role.label());
    List<Sample> side =
        ExpositionText.read(text()).stream()
            .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
            .toList();
    return new SideCounts(
        total(side, MetricNames.REQUESTS),
        total(side, MetricNames.ERRORS),
        total(side, MetricNames.DECISIONS),
        total(side, MetricNames.FAVOURABLE),
        latency(side),
        total(side, MetricNames.COMPARED),
        total(side, MetricNames.DIFFERING),
        query.groups().stream().flatMap(attribute -> groups(side, attribute)).toList(),
        ungrouped(side, query.groups()));
  }

  private static Map<String, Long> ungrouped(List<Sample> side, List<LiveGroups> attributes) {
    Map<String, Long> counts = new TreeMap<>();
    for (LiveGroups attribute : attributes) {
      Long untold =
          total(
              side.stream()
                  .filter(sample -> attribute.attribute().equals(sample.labels().get("attribute")))
                  .toList(),
              MetricNames.UNGROUPED);
      if (untold != null) {
        counts.put(attribute.attribute(), untold);
      }
    }
    return counts;
  }

  private static Stream<SideCounts.GroupCount> groups(List<Sample> side, LiveGroups attribute) {
    return attribute.groups().stream()
        .map(
            group -> {
              Map<String, String> labels =
                  Map.of("attribute", attribute.attribute(), "group", group);
              List<Sample> own =
                  side.stream()
                      .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                      .toList();
              return new SideCounts.GroupCount(
                  attribute.attribute(),
                  group,
                  total(own, MetricNames.GROUP_DECISIONS),
                  total(own, MetricNames.GROUP_FAVOURABLE));
            });
  }

  private static @Nullable Long total(List<Sample> samples, String name) {
    List<Sample> named = samples.stream().filter(sample -> sample.name().equals(name)).toList();
    double total = named.stream().mapToDouble(Sample::value).sum();
    return named.isEmpty() || !Double.isFinite(total) ? null : (Long) Math.round(total);
  }

  private @Nullable LatencyHistogram latency(List<Sample> samples) {
    TreeMap<Double, Long> buckets = new TreeMap<>();
    try {
      for (Sample sample : samples) {
        String upTo = sample.labels().get("le");
        if (sample.name().equals(MetricNames.LATENCY) && upTo != null) {
          buckets.merge(ExpositionText.number(upTo), Math.round(sample.value()), Long::sum);
        }
      }
      return buckets.isEmpty()
          ? null
          : new LatencyHistogram(List.copyOf(buckets.keySet()), List.copyOf(buckets.values()));
    } catch (IllegalArgumentException e) {
      throw new MetricException(
          metrics + " answers latencies that are no histogram: " + e.getMessage(), e);
    }
  }

  private String text() {
    HttpRequest request =
        HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(5)).GET().build();
    try {
      HttpResponse<String> response = WholeAnswer.to(client, request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new MetricException(metrics + " answers " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new MetricException(
          metrics + " does not answer (" + e + "); is the router running?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MetricException("interrupted while reading " + metrics, e);
    }
  }
}
