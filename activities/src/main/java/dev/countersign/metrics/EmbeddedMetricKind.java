package dev.countersign.metrics;

import java.net.URI;
import java.util.Map;

/** The embedded router's own counters. */
public final class EmbeddedMetricKind implements MetricKind {
  @Override
  public String id() {
    return "embedded";
  }

  @Override
  public MetricSource source(Map<String, Object> options, URI endpoint) {
    return new EmbeddedMetrics(endpoint);
  }
}
