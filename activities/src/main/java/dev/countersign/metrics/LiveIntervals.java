package dev.countersign.metrics;

import dev.countersign.gate.Interval;
import dev.countersign.stats.ConfidenceSequence;
import dev.countersign.stats.Proportion;
import org.jspecify.annotations.Nullable;

/**
 * Intervals of live figures, each at confidence {@value #CONFIDENCE} over all looks of a step
 * together: a step is looked at every few seconds, and an interval for one look would be left by
 * chance before long.
 */
final class LiveIntervals {
  static final double CONFIDENCE = 0.95;

  /** Of each side, so that a difference of both holds at {@link #CONFIDENCE}. */
  private static final double EACH = 1 - (1 - CONFIDENCE) / 2;

  private LiveIntervals() {}

  /** Of a proportion. */
  static Interval proportion(Proportion proportion) {
    return ConfidenceSequence.of(proportion, CONFIDENCE);
  }

  /** Of a difference of proportions: the extremes of both. */
  static Interval difference(Proportion one, Proportion other) {
    Interval first = ConfidenceSequence.of(one, EACH);
    Interval second = ConfidenceSequence.of(other, EACH);
    return between(first, second);
  }

  /**
   * Of a quantile in milliseconds: the edges of the buckets that hold the ranks of an interval
   * around p, so it holds whatever the shape within a bucket. Null where the upper one has no edge.
   */
  static @Nullable Interval quantile(LatencyHistogram latency, double p) {
    return quantile(latency, p, CONFIDENCE);
  }

  /** Of a difference of two quantiles in milliseconds: the extremes of both. */
  static @Nullable Interval difference(LatencyHistogram one, LatencyHistogram other, double p) {
    Interval first = quantile(one, p, EACH);
    Interval second = quantile(other, p, EACH);
    return first == null || second == null ? null : between(first, second);
  }

  private static @Nullable Interval quantile(
      LatencyHistogram latency, double p, double confidence) {
    Proportion below = new Proportion(Math.round(p * latency.n()), latency.n());
    Interval ranks = ConfidenceSequence.of(below, confidence);
    double high = latency.high(latency.bucket(Math.ceil(ranks.high() * latency.n())));
    if (Double.isInfinite(high)) {
      return null;
    }
    double low = latency.low(latency.bucket(Math.max(1, Math.floor(ranks.low() * latency.n()))));
    return new Interval(
        1000 * low, 1000 * high, confidence, "buckets of ranks, valid at every look");
  }

  private static Interval between(Interval one, Interval other) {
    return new Interval(
        one.low() - other.high(),
        one.high() - other.low(),
        CONFIDENCE,
        "extremes of both, valid at every look");
  }
}
