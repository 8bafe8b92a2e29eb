package dev.countersign.stats;

import dev.countersign.gate.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * R², the share of a number's variance that predictions explain: 1 − Σ(y − ŷ)² / Σ(y − ȳ)².
 *
 * @param value at most 1; below 0 where the mean predicts better
 * @param standardError from the influence of every row (the delta method: R² is a smooth function
 *     of the means of (y − ŷ)², y and y²; Serfling 1980, §3.3)
 * @param influence of every row on 1 − R², 0 on average
 */
public record CoefficientOfDetermination(double value, double standardError, double[] influence) {

  /**
   * Estimates it.
   *
   * @throws IllegalArgumentException with fewer than two rows, or where the numbers don't vary
   */
  public static CoefficientOfDetermination of(double[] actual, double[] predicted) {
    int n = actual.length;
    double mean = n == 0 ? 0 : Mean.of(actual).value();
    double errors = 0;
    double spread = 0;
    for (int i = 0; i < n; i++) {
      errors += (actual[i] - predicted[i]) * (actual[i] - predicted[i]);
      spread += (actual[i] - mean) * (actual[i] - mean);
    }
    if (n < 2 || spread == 0) {
      throw new IllegalArgumentException("R² needs at least two different numbers");
    }
    double unexplained = errors / spread;
    double squares = 0;
    double[] influence = new double[n];
    for (int i = 0; i < n; i++) {
      double error = (actual[i] - predicted[i]) * (actual[i] - predicted[i]);
      double off = (actual[i] - mean) * (actual[i] - mean);
      influence[i] = (error - unexplained * off) / (spread / n);
      squares += influence[i] * influence[i];
    }
    return new CoefficientOfDetermination(
        1 - unexplained, Math.sqrt(squares / (n - 1) / n), influence);
  }

  /** Rows, at least 2. */
  public int n() {
    return influence.length;
  }

  /** How this estimate and that of other predictions for the same rows hang together. */
  public double correlation(CoefficientOfDetermination other) {
    return PairedMoments.ofMeans(influence, other.influence).correlation();
  }

  /** Student's t on the scale of ln(1 − R²), so that it stays below 1. */
  public Interval interval(double confidence) {
    double unexplained = 1 - value;
    if (unexplained == 0) {
      return new Interval(1, 1, confidence, "t, ln(1 − R²)");
    }
    double t = TDistribution.of(n() - 1.0).inverseCumulativeProbability((1 + confidence) / 2);
    double factor = Math.exp(t * standardError / unexplained);
    return new Interval(
        1 - unexplained * factor, 1 - unexplained / factor, confidence, "t, ln(1 − R²)");
  }
}
