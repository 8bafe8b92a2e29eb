package dev.countersign.metrics;

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
  private final Set<String> hosts;

  /**
   * @param hosts hosts that manifests may name, each with or without a port; a manifest is
   *     untrusted, so there are none unless the worker is given some
   */
  public PrometheusMetricKind(Set<String> hosts) {
    this.hosts = Set.copyOf(hosts);
  }

  @Override
  public String id() {
    return "prometheus";
  }

  @Override
  public MetricSource source(Map<String, Object> options, URI endpoint) {
    for (String name : options.keySet()) {
      if (!Set.of("url", "queries").contains(name)) {
        throw new IllegalArgumentException(
            "rollout.metrics.prometheus takes url and queries, not " + name);
      }
    }
    return new PrometheusMetrics(url(options.get("url")), queries(options.get("queries")));
  }

  private URI url(@Nullable Object option) {
    if (!(option instanceof String text)) {
      throw new IllegalArgumentException(
          "rollout.metrics.prometheus needs url, for example http://prometheus:9090");
    }
    URI url = URI.create(text);
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null) {
      throw new IllegalArgumentException(
          "rollout.metrics.prometheus.url is no web address: " + text);
    }
    if (!hosts.contains(url.getHost()) && !hosts.contains(url.getAuthority())) {
      throw new IllegalArgumentException(
          "this worker may not ask %s; allow the host where the worker is configured (now %s)"
              .formatted(url.getAuthority(), hosts));
    }
    return url;
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
