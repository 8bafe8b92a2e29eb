package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.function.DoubleUnaryOperator;

/**
 * A score interval for the area under the ROC curve from the area and the class sizes alone
 * (Newcombe 2006, Statistics in Medicine 25: 559–573, method 5), with Hanley and McNeil's variance
 * under exponential scores and the harmonised sample size (m + n) / 2.
 */
final class AucScore {
  private static final int HALVINGS = 100;

  private AucScore() {}

  static Interval interval(double auc, long positives, long negatives, double confidence) {
    double z = Quantile.twoSided(confidence);
    DoubleUnaryOperator distance =
        truth ->
            Math.abs(truth - auc)
                - z * Math.sqrt(variance(truth, (double) positives, (double) negatives));
    double low = auc == 0 ? 0 : edge(distance, auc, 0);
    double high = auc == 1 ? 1 : edge(distance, auc, 1);
    return new Interval(low, high, confidence, "Newcombe score");
  }

  private static double variance(double auc, double positives, double negatives) {
    double size = (positives + negatives) / 2 - 1;
    double clustered = (1 - auc) / (2 - auc) + auc / (1 + auc);
    return auc * (1 - auc) / (positives * negatives) * (1 + size * clustered);
  }

  /** Where a truth between the estimate and the end stops being compatible with the estimate. */
  private static double edge(DoubleUnaryOperator distance, double inside, double end) {
    double compatible = inside;
    double incompatible = end;
    if (distance.applyAsDouble(end) <= 0) {
      return end;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (compatible + incompatible) / 2;
      if (distance.applyAsDouble(middle) <= 0) {
        compatible = middle;
      } else {
        incompatible = middle;
      }
    }
    return compatible;
  }
}
