package dev.countersign.metrics;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Proportion;
import org.jspecify.annotations.Nullable;

/** Intervals of live figures, each at confidence {@value #CONFIDENCE}. */
final class LiveIntervals {
  static final double CONFIDENCE = 0.95;

  private LiveIntervals() {}

  /**
   * Of a quantile in milliseconds: the edges of the buckets that hold the ranks of a Wilson
   * interval around p, so it holds whatever the shape within a bucket. Null where the upper one has
   * no edge.
   */
  static @Nullable Interval quantile(LatencyHistogram latency, double p) {
    Proportion below = new Proportion(Math.round(p * latency.n()), latency.n());
    Interval ranks = below.wilson(CONFIDENCE);
    double high = latency.high(latency.bucket(Math.ceil(ranks.high() * latency.n())));
    if (Double.isInfinite(high)) {
      return null;
    }
    double low = latency.low(latency.bucket(Math.max(1, Math.floor(ranks.low() * latency.n()))));
    return new Interval(1000 * low, 1000 * high, CONFIDENCE, "buckets of Wilson ranks");
  }

  /** Of a difference of two figures with intervals of their own: their extremes, conservative. */
  static @Nullable Interval extremes(@Nullable Interval one, @Nullable Interval other) {
    if (one == null || other == null) {
      return null;
    }
    return new Interval(
        one.low() - other.high(), one.high() - other.low(), CONFIDENCE, "extremes of both");
  }
}
