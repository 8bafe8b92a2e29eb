package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Difference;

/**
 * How far a comparison of groups is from parity, at least 0: what grows when fairness is lost. A
 * difference counts by its absolute value, a ratio by 1 − min(r, 1/r), so that both directions
 * weigh the same.
 */
final class Parity {
  private Parity() {}

  static double distance(Comparison metric, double comparison) {
    return metric.parity() == 1 ? ofRatio(comparison) : Math.abs(comparison);
  }

  static Interval distance(Comparison metric, Interval comparison) {
    if (metric.parity() != 1) {
      return Difference.absolute(comparison);
    }
    double low = ofRatio(comparison.low());
    double high = ofRatio(comparison.high());
    return new Interval(
        comparison.contains(1) ? 0 : Math.min(low, high),
        Math.max(low, high),
        comparison.confidence(),
        comparison.method());
  }

  private static double ofRatio(double ratio) {
    return ratio == 0 || Double.isInfinite(ratio) ? 1 : 1 - Math.min(ratio, 1 / ratio);
  }
}
