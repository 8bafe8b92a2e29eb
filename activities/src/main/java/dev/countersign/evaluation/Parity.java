package dev.countersign.evaluation;

import dev.countersign.gate.Interval;

/**
 * How far a comparison of groups is from parity, and to which side, in [−1, 1] for rates: a
 * difference counts as it is, a ratio r as r − 1 below 1 and as 1 − 1/r above, so that both
 * directions weigh the same.
 */
final class Parity {
  /** What a loss of parity is, in words. */
  static final String CONVENTION =
      "distance from parity of the release − of the incumbent; the same rows";

  private Parity() {}

  /** 0 at parity; its absolute value is the distance, which grows when fairness is lost. */
  static double departure(Comparison metric, double comparison) {
    return metric.parity() == 1 ? ofRatio(comparison) : comparison;
  }

  static Interval departure(Comparison metric, Interval comparison) {
    return metric.parity() == 1
        ? new Interval(
            ofRatio(comparison.low()),
            ofRatio(comparison.high()),
            comparison.confidence(),
            comparison.method())
        : comparison;
  }

  private static double ofRatio(double ratio) {
    return ratio < 1 ? ratio - 1 : 1 - 1 / ratio;
  }
}
