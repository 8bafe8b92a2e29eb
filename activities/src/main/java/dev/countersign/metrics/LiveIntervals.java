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
  static final double EACH = 1 - (1 - CONFIDENCE) / 2;

  private static final String EXTREMES = "extremes of both, valid at every look";

  private LiveIntervals() {}

  /** Of a proportion. */
  static Interval proportion(Proportion proportion) {
    return ConfidenceSequence.of(proportion, CONFIDENCE);
  }

  /** Of a difference of proportions: the extremes of both. */
  static Interval difference(Proportion one, Proportion other) {
    return difference(one, other, CONFIDENCE);
  }

  /**
   * Of a ratio of proportions: the extremes of both.
   *
   * @param confidence of the ratio, in (0, 1)
   * @param other with at least one hit, so that the ratio has an upper end
   */
  static Interval ratio(Proportion one, Proportion other, double confidence) {
    double each = 1 - (1 - confidence) / 2;
    Interval first = ConfidenceSequence.of(one, each);
    Interval second = ConfidenceSequence.of(other, each);
    return new Interval(
        first.low() / second.high(), first.high() / second.low(), confidence, EXTREMES);
  }

  /** Of a difference of proportions, at another confidence than {@link #CONFIDENCE}. */
  static Interval difference(Proportion one, Proportion other, double confidence) {
    double each = 1 - (1 - confidence) / 2;
    Interval first = ConfidenceSequence.of(one, each);
    Interval second = ConfidenceSequence.of(other, each);
    return new Interval(
        first.low() - second.high(), first.high() - second.low(), confidence, EXTREMES);
  }

  /** Of a difference of two figures, from intervals at {@link #EACH}. */
  static Interval between(Interval one, Interval other) {
    return new Interval(one.low() - other.high(), one.high() - other.low(), CONFIDENCE, EXTREMES);
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
}
