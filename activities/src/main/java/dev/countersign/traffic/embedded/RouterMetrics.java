package dev.countersign.traffic.embedded;

import dev.countersign.http.Answer;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.TrafficState;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a router counts, by environment, model, version, role and generation, so that candidate and
 * incumbent can be compared over exactly one step. Served at {@code /metrics} in Prometheus's text
 * format.
 */
final class RouterMetrics {
  private static final String[] LABELS = {"environment", "model", "version", "role", "generation"};

  /** Upper bounds of the latency buckets, in seconds. */
  private static final double[] BUCKETS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final String environment;
  private final String model;
  private final Counter requests =
      Counter.builder()
          .name("countersign_requests_total")
          .help("Requests a model was asked to answer.")
          .labelNames(LABELS)
          .register(registry);
  private final Counter errors =
      Counter.builder()
          .name("countersign_errors_total")
          .help("Requests a model failed to answer.")
          .labelNames(LABELS)
          .register(registry);
  private final Counter decisions =
      Counter.builder()
          .name("countersign_decisions_total")
          .help("Rows decided.")
          .labelNames(LABELS)
          .register(registry);
  private final Counter favourable =
      Counter.builder()
          .name("countersign_favourable_decisions_total")
          .help("Rows decided favourably.")
          .labelNames(LABELS)
          .register(registry);
  private final Counter compared =
      Counter.builder()
          .name("countersign_compared_decisions_total")
          .help("Mirrored rows whose decision was compared with the one that was answered.")
          .labelNames(LABELS)
          .register(registry);
  private final Counter differing =
      Counter.builder()
          .name("countersign_differing_decisions_total")
          .help("Mirrored rows decided otherwise than they were answered.")
          .labelNames(LABELS)
          .register(registry);
  private final Counter unmirrored =
      Counter.builder()
          .name("countersign_unmirrored_requests_total")
          .help("Requests that were not mirrored because the candidate is too far behind.")
          .labelNames(LABELS)
          .register(registry);
  private final Histogram latency =
      Histogram.builder()
          .name("countersign_request_duration_seconds")
          .help("Time a model took to answer a request.")
          .labelNames(LABELS)
          .classicOnly()
          .classicUpperBounds(BUCKETS)
          .register(registry);

  private final GroupCounts groups = new GroupCounts(registry, LABELS);

  private volatile long expected;

  RouterMetrics(String environment, String model) {
    this.environment = environment;
    this.model = model;
  }

  /**
   * Counts from 0 for whoever may serve {@code state}, so that nothing asked is told from unknown.
   */
  void expect(TrafficState state) {
    Route route = state.route();
    if (route == null || state.generation() == expected) {
      return;
    }
    expected = state.generation();
    ModelTarget incumbent = route.incumbent();
    ModelTarget candidate = route.candidate();
    if (incumbent != null) {
      begin(Prediction.ServedBy.model(Role.INCUMBENT.label(), incumbent, state));
    }
    if (candidate != null) {
      Prediction.ServedBy by = Prediction.ServedBy.model(Role.CANDIDATE.label(), candidate, state);
      begin(by);
      if (route.mirrors()) {
        compared(by, 0, 0);
      }
    }
    Fallback fallback = route.fallback();
    if (fallback != null && fallback.model() != null) {
      begin(Prediction.ServedBy.fallback(fallback, state));
    } else if (fallback != null) {
      requests.labelValues(labels(Prediction.ServedBy.fallback(fallback, state)));
    }
  }

  private void begin(Prediction.ServedBy by) {
    String[] labels = labels(by);
    requests.labelValues(labels);
    errors.labelValues(labels);
    decisions.labelValues(labels);
    favourable.labelValues(labels);
    latency.labelValues(labels);
    groups.begin(labels);
  }

  /** Counts decisions by these groups from now on. */
  void countBy(List<LiveGroups> attributes) {
    groups.by(attributes);
  }

  /** Headers that tell the group of a request. */
  List<String> tellingHeaders() {
    return groups.headers();
  }

  /** Decisions that were made, per row of what was asked. */
  void decided(Prediction.ServedBy by, Asked asked, List<Boolean> favourableRows) {
    groups.count(labels(by), asked, favourableRows);
  }

  /** A request that was answered. */
  void answered(Prediction.ServedBy by, double seconds, int rows, long favourableRows) {
    String[] labels = labels(by);
    requests.labelValues(labels).inc();
    latency.labelValues(labels).observe(seconds);
    decisions.labelValues(labels).inc(rows);
    favourable.labelValues(labels).inc(favourableRows);
  }

  /** A request that a model failed to answer. */
  void failed(Prediction.ServedBy by) {
    requests.labelValues(labels(by)).inc();
    errors.labelValues(labels(by)).inc();
  }

  /** A mirrored request whose decisions were held against those that were answered. */
  void compared(Prediction.ServedBy by, long rows, long different) {
    compared.labelValues(labels(by)).inc(rows);
    differing.labelValues(labels(by)).inc(different);
  }

  /** A request that was not mirrored. */
  void unmirrored(Prediction.ServedBy by) {
    unmirrored.labelValues(labels(by)).inc();
  }

  /** A request that was referred to the fallback. */
  void referred(Prediction.ServedBy by) {
    requests.labelValues(labels(by)).inc();
  }

  private String[] labels(Prediction.ServedBy by) {
    return new String[] {
      environment, model, by.version(), by.role(), Long.toString(by.generation())
    };
  }

  /** Everything counted so far, in Prometheus's text format. */
  Answer answer() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(200, PrometheusTextFormatWriter.CONTENT_TYPE, out.toByteArray());
  }
}
