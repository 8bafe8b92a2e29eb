package dev.countersign.stats;

import dev.countersign.gate.Interval;

/**
 * The larger of two absolute differences of rates: of the true and of the false positive rate.
 *
 * @param value in [0, 1]
 * @param interval simultaneous Newcombe intervals of both differences at 1 − α/2 each (Bonferroni),
 *     combined by maximum: whenever both cover, so does this one. A percentile bootstrap of a
 *     maximum covers 0 % where there is no difference, so none is offered
 */
public record EqualizedOdds(double value, Interval interval) {

  /**
   * Estimates the difference.
   *
   * @throws IllegalStateException if one of the rates has no trials
   */
  public static EqualizedOdds difference(
      Proportion truePositive,
      Proportion falsePositive,
      Proportion referenceTruePositive,
      Proportion referenceFalsePositive,
      double confidence) {
    double each = 1 - (1 - confidence) / 2;
    Interval first =
        Difference.absolute(Difference.newcombe(truePositive, referenceTruePositive, each));
    Interval second =
        Difference.absolute(Difference.newcombe(falsePositive, referenceFalsePositive, each));
    double value =
        Math.max(
            Math.abs(Difference.of(truePositive, referenceTruePositive)),
            Math.abs(Difference.of(falsePositive, referenceFalsePositive)));
    return new EqualizedOdds(
        value,
        new Interval(
            Math.max(first.low(), second.low()),
            Math.max(first.high(), second.high()),
            confidence,
            "Newcombe, maximum of two"));
  }
}
