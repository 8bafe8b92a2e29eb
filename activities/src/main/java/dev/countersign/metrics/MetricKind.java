package dev.countersign.metrics;

import java.net.URI;
import java.util.Map;

/** A kind of metric source a manifest may name under {@code rollout.metrics}. */
public interface MetricKind {
  /** Its key in the manifest, for example {@code prometheus}. */
  String id();

  /**
   * The source for a model.
   *
   * @param options what the manifest writes under the key
   * @param endpoint base address of the router's serving endpoint
   * @throws IllegalArgumentException if an option is missing or wrong; says which
   */
  MetricSource source(Map<String, Object> options, URI endpoint);
}
