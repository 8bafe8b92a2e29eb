package dev.countersign.metrics;

import dev.countersign.http.AllowedHosts;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus as a manifest names it: {@code prometheus: {url: http://prometheus:9090, queries:
 * {requests: …, errors: …}}}. Without queries it is asked for what Countersign's own router counts;
 * with them see {@link PrometheusQueries}.
 */
public final class PrometheusMetricKind implements MetricKind {
  private static final String WHERE = "rollout.metrics.prometheus";

  private final AllowedHosts hosts;

  /**
   * @param hosts where manifests may send this worker to ask
   */
  public PrometheusMetricKind(AllowedHosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public String id() {
    return "prometheus";
  }

  @Override
  public MetricSource source(Map<String, Object> options, URI endpoint) {
    AllowedHosts.requireOnly(WHERE, options, Set.of("url", "queries"));
    return new PrometheusMetrics(
        hosts.address(WHERE, options, "url"), queries(options.get("queries")));
  }

  private static PrometheusQueries queries(@Nullable Object option) {
    if (option == null) {
      return PrometheusQueries.OWN;
    }
    if (!(option instanceof Map<?, ?> named)) {
      throw new IllegalArgumentException("rollout.metrics.prometheus.queries are names and PromQL");
    }
    Map<String, String> queries = new HashMap<>();
    named.forEach((name, promql) -> queries.put(String.valueOf(name), String.valueOf(promql)));
    return PrometheusQueries.of(queries);
  }
}
