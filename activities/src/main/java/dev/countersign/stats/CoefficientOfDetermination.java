package dev.countersign.stats;

import dev.countersign.gate.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * R², the share of a number's variance that predictions explain: 1 − Σ(y − ŷ)² / Σ(y − ȳ)².
 *
 * @param value at most 1; below 0 where the mean predicts better
 * @param standardError from the influence of every row (the delta method: R² is a smooth function
 *     of the means of (y − ŷ)², y and y²; Serfling 1980, §3.3)
 * @param n rows, at least 2
 */
public record CoefficientOfDetermination(double value, double standardError, long n) {

  /**
   * Estimates it.
   *
   * @throws IllegalArgumentException with fewer than two rows, or where the numbers don't vary
   */
  public static CoefficientOfDetermination of(double[] actual, double[] predicted) {
    double[] influence = influence(actual, predicted);
    double squares = 0;
    for (double own : influence) {
      squares += own * own;
    }
    double n = influence.length;
    return new CoefficientOfDetermination(
        1 - unexplained(actual, predicted), Math.sqrt(squares / (n - 1) / n), influence.length);
  }

  /**
   * Estimates it from sums over rows.
   *
   * @param errors Σ(y − ŷ)²
   * @param spread Σ(y − ȳ)², above 0
   * @param errorSquares Σ(y − ŷ)⁴
   * @param products Σ(y − ŷ)²(y − ȳ)²
   * @param spreadSquares Σ(y − ȳ)⁴
   * @param n rows, at least 2
   */
  public static CoefficientOfDetermination ofSums(
      double errors,
      double spread,
      double errorSquares,
      double products,
      double spreadSquares,
      long n) {
    double unexplained = errors / spread;
    double squares =
        errorSquares - 2 * unexplained * products + unexplained * unexplained * spreadSquares;
    double scale = spread / n;
    double error = Math.sqrt(Math.max(0, squares) / (n - 1) / n) / scale;
    return new CoefficientOfDetermination(1 - unexplained, error, n);
  }

  private static double unexplained(double[] actual, double[] predicted) {
    double mean = Mean.of(actual).value();
    double errors = 0;
    double spread = 0;
    for (int i = 0; i < actual.length; i++) {
      errors += (actual[i] - predicted[i]) * (actual[i] - predicted[i]);
      spread += (actual[i] - mean) * (actual[i] - mean);
    }
    return errors / spread;
  }

  /** Of every row on 1 − R², 0 on average. */
  private static double[] influence(double[] actual, double[] predicted) {
    int n = actual.length;
    double mean = n == 0 ? 0 : Mean.of(actual).value();
    double spread = 0;
    for (double value : actual) {
      spread += (value - mean) * (value - mean);
    }
    if (n < 2 || spread == 0) {
      throw new IllegalArgumentException("R² needs at least two different numbers");
    }
    double unexplained = unexplained(actual, predicted);
    double[] influence = new double[n];
    for (int i = 0; i < n; i++) {
      double error = (actual[i] - predicted[i]) * (actual[i] - predicted[i]);
      double off = (actual[i] - mean) * (actual[i] - mean);
      influence[i] = (error - unexplained * off) / (spread / n);
    }
    return influence;
  }

  /**
   * How the estimates of two predictions for the same rows hang together.
   *
   * @throws IllegalArgumentException with fewer than two rows, or where the numbers don't vary
   */
  public static double correlation(double[] actual, double[] one, double[] other) {
    return PairedMoments.ofMeans(influence(actual, one), influence(actual, other)).correlation();
  }

  /** Student's t on the scale of ln(1 − R²), so that it stays below 1. */
  public Interval interval(double confidence) {
    double unexplained = 1 - value;
    if (unexplained == 0) {
      return new Interval(1, 1, confidence, "t, ln(1 − R²)");
    }
    double t = TDistribution.of(n - 1.0).inverseCumulativeProbability((1 + confidence) / 2);
    double factor = Math.exp(t * standardError / unexplained);
    return new Interval(
        1 - unexplained * factor, 1 - unexplained / factor, confidence, "t, ln(1 − R²)");
  }
}
