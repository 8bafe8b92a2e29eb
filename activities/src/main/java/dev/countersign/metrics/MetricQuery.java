package dev.countersign.metrics;

import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is asked of a metric source: one generation of one model's traffic, so that both sides are
 * compared over the same requests and the same weights.
 *
 * @param environment for example {@code production}
 * @param model the model's name
 * @param generation the router's, under which the step runs
 * @param rest who serves what the candidate does not
 * @param from when the step began
 * @param to until when it is looked at
 * @param groups attributes whose groups are asked for
 */
public record MetricQuery(
    String environment,
    String model,
    long generation,
    Role rest,
    Instant from,
    Instant to,
    List<LiveGroups> groups) {
  public MetricQuery {
    groups = List.copyOf(groups);
  }

  /** Asks for no groups. */
  public MetricQuery(
      String environment, String model, long generation, Role rest, Instant from, Instant to) {
    this(environment, model, generation, rest, from, to, List.of());
  }

  /** How long the window is, at least a second. */
  public Duration window() {
    Duration length = Duration.between(from, to);
    return length.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : length;
  }
}
