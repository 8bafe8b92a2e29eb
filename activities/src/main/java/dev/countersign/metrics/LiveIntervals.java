package dev.countersign.metrics;

import dev.countersign.gate.Interval;
import org.jspecify.annotations.Nullable;

/** Intervals of live figures, each at confidence {@value #CONFIDENCE}. */
final class LiveIntervals {
  static final double CONFIDENCE = 0.95;

  /** The standard normal quantile of (1 + confidence) / 2. */
  private static final double Z = 1.959963984540054;

  private LiveIntervals() {}

  /** Of a proportion: Wilson (1927). */
  static Interval proportion(long hits, long n) {
    double p = (double) hits / n;
    double z2 = Z * Z / n;
    double middle = (p + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n));
    double low = hits == 0 ? 0 : Math.max(0, middle - half);
    double high = hits == n ? 1 : Math.min(1, middle + half);
    return new Interval(low, high, CONFIDENCE, "Wilson");
  }

  /** Of a difference of proportions: Newcombe's hybrid score (1998, method 10). */
  static Interval difference(long hits, long n, long otherHits, long otherN) {
    Interval one = proportion(hits, n);
    Interval other = proportion(otherHits, otherN);
    double p = (double) hits / n;
    double q = (double) otherHits / otherN;
    return new Interval(
        p - q - Math.hypot(p - one.low(), other.high() - q),
        p - q + Math.hypot(one.high() - p, q - other.low()),
        CONFIDENCE,
        "Newcombe");
  }

  /**
   * Of a quantile in milliseconds: the edges of the buckets that hold the ranks of a Wilson
   * interval around p, so it holds whatever the shape within a bucket. Null where the upper one has
   * no edge.
   */
  static @Nullable Interval quantile(LatencyHistogram latency, double p) {
    Interval ranks = proportion(Math.round(p * latency.n()), latency.n());
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
