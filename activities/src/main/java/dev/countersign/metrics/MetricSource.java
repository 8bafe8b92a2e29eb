package dev.countersign.metrics;

import dev.countersign.rollout.Role;

/** Where live metrics are read. */
public interface MetricSource {
  /** Its kind and address, for people. */
  String name();

  /**
   * Reads one side.
   *
   * @param role candidate, or whoever serves the rest
   * @return what the source says; a figure it does not have is null, never 0
   * @throws MetricException if it can't be reached or understood
   */
  SideCounts read(MetricQuery query, Role role);
}
