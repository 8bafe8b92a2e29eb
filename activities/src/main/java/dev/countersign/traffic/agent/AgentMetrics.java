package dev.countersign.traffic.agent;

import dev.countersign.http.Answer;
import dev.countersign.http.HttpProblem;
import dev.countersign.traffic.RouteCount;
import dev.countersign.traffic.TrafficException;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What the router beside the agent counts, at {@code /metrics} in Prometheus's text format, under
 * the names of Countersign's own router: whoever reads those reads these.
 */
record AgentMetrics(AgentRouter router) {

  /**
   * Asks the router and writes the page.
   *
   * @throws HttpProblem with status 502 if the router can't be asked: no page is better than zeros
   */
  Answer answer() throws HttpProblem {
    List<RouteCount> counts;
    try {
      counts = router.counts();
    } catch (TrafficException e) {
      throw new HttpProblem(502, String.valueOf(e.getMessage()), e);
    }
    CounterSnapshot.Builder requests =
        CounterSnapshot.builder()
            .name("countersign_requests")
            .help("Requests a model was asked to answer.");
    CounterSnapshot.Builder errors =
        CounterSnapshot.builder()
            .name("countersign_errors")
            .help("Requests a model failed to answer.");
    HistogramSnapshot.Builder latency =
        HistogramSnapshot.builder()
            .name("countersign_request_duration_seconds")
            .help("Time a model took to answer a request.");
    for (RouteCount count : counts) {
      Labels labels = labels(count);
      requests.dataPoint(counter(labels, count.requests()));
      errors.dataPoint(counter(labels, count.errors()));
      latency.dataPoint(histogram(labels, count));
    }
    return page(MetricSnapshots.of(requests.build(), errors.build(), latency.build()));
  }

  private Labels labels(RouteCount count) {
    return Labels.of(
        "environment", router.environment(),
        "model", router.model(),
        "role", count.role().label(),
        "generation", Long.toString(count.generation()));
  }

  private static CounterSnapshot.CounterDataPointSnapshot counter(Labels labels, long value) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .labels(labels)
        .value((double) value)
        .build();
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot histogram(
      Labels labels, RouteCount count) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    long under = 0;
    for (int i = 0; i < count.upTo().size(); i++) {
      buckets.bucket(count.upTo().get(i), Math.max(0, count.within().get(i) - under));
      under = Math.max(under, count.within().get(i));
    }
    buckets.bucket(Double.POSITIVE_INFINITY, Math.max(0, count.answered() - under));
    return HistogramSnapshot.HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(buckets.build())
        .build();
  }

  private static Answer page(MetricSnapshots snapshots) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(200, PrometheusTextFormatWriter.CONTENT_TYPE, out.toByteArray());
  }
}
