package dev.countersign.stats;

import dev.countersign.gate.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of independent values, for example of a loss per row.
 *
 * @param value the mean
 * @param standardError of the mean; NaN with fewer than two values
 * @param skewness of the mean, the values' own over √n; 0 with fewer than three values
 * @param n how many values, at least 1
 */
public record Mean(double value, double standardError, double skewness, long n) {

  /**
   * Estimates the mean, in three passes so that numbers far from 0 lose nothing.
   *
   * @throws IllegalArgumentException if there are no values
   */
  public static Mean of(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    int n = values.length;
    double rough = sum / n;
    double rest = 0;
    for (double value : values) {
      rest += value - rough;
    }
    double mean = rough + rest / n;
    double squares = 0;
    double cubes = 0;
    for (double value : values) {
      double off = value - mean;
      squares += off * off;
      cubes += off * off * off;
    }
    return ofMoments(mean, squares, cubes, n);
  }

  /**
   * Estimates the mean of values that occur several times.
   *
   * @param values distinct or not
   * @param times how often each occurs
   * @throws IllegalArgumentException if none occurs
   */
  public static Mean ofCounted(double[] values, long[] times) {
    long n = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      n += times[i];
      sum += times[i] * values[i];
    }
    double mean = sum / n;
    double squares = 0;
    double cubes = 0;
    for (int i = 0; i < values.length; i++) {
      double off = values[i] - mean;
      squares += times[i] * off * off;
      cubes += times[i] * off * off * off;
    }
    return ofMoments(mean, squares, cubes, n);
  }

  /**
   * Estimates the mean from sums, as a database gives them.
   *
   * @param squares sum of the squares
   * @param cubes sum of the third powers
   * @throws IllegalArgumentException if n is not positive
   */
  public static Mean ofSums(double sum, double squares, double cubes, long n) {
    double mean = sum / n;
    double second = squares - n * mean * mean;
    double third = cubes - 3 * mean * squares + 2 * n * mean * mean * mean;
    return ofMoments(mean, Math.max(0, second), third, n);
  }

  /** The mean of these values times a unit above 0, plus a centre. */
  public Mean scaled(double unit, double centre) {
    return new Mean(centre + unit * value, unit * standardError, skewness, n);
  }

  private static Mean ofMoments(double mean, double squares, double cubes, long rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("no values, no mean");
    }
    double n = rows;
    double variance = squares / (n - 1);
    double third = n / (n - 1) / (n - 2) * cubes;
    double skewness = n < 3 || !(variance > 0) ? 0 : third / Math.pow(variance, 1.5) / Math.sqrt(n);
    return new Mean(mean, Math.sqrt(variance / n), skewness, rows);
  }

  /**
   * Student's t interval with Hall's transformation for skewed values (Hall 1992, Journal of the
   * Royal Statistical Society B 54: 221–228): losses have one long tail, on whose side the plain t
   * interval (Student 1908) misses too often. The two are the same where nothing is skewed.
   *
   * @throws IllegalStateException with fewer than two values: one says nothing about spread
   */
  public Interval interval(double confidence) {
    if (n < 2) {
      throw new IllegalStateException("an interval of a mean needs two values");
    }
    return skewed(value, standardError, skewness, n - 1.0, confidence, "Hall's t");
  }

  /**
   * The interval of this mean less that of other, independent values: Welch's (1947, Biometrika 34:
   * 28–35) with Hall's transformation for the skewness of the difference.
   *
   * @throws IllegalStateException if either has fewer than two values
   */
  public Interval minus(Mean other, double confidence) {
    if (n < 2 || other.n < 2) {
      throw new IllegalStateException("an interval of a difference of means needs two values each");
    }
    double one = standardError * standardError;
    double two = other.standardError * other.standardError;
    double variance = one + two;
    double difference = value - other.value;
    if (variance == 0) {
      return new Interval(difference, difference, confidence, "Welch's t, Hall");
    }
    double degrees = variance * variance / (one * one / (n - 1) + two * two / (other.n - 1));
    double third = skewness * Math.pow(one, 1.5) - other.skewness * Math.pow(two, 1.5);
    return skewed(
        difference,
        Math.sqrt(variance),
        third / Math.pow(variance, 1.5),
        degrees,
        confidence,
        "Welch's t, Hall");
  }

  private static Interval skewed(
      double estimate,
      double error,
      double skewness,
      double degrees,
      double confidence,
      String method) {
    double t = TDistribution.of(degrees).inverseCumulativeProbability((1 + confidence) / 2);
    return new Interval(
        estimate - error * unskewed(t, skewness),
        estimate - error * unskewed(-t, skewness),
        confidence,
        method);
  }

  /** The inverse of T + aT²/3 + a²T³/27 + a/6, which takes the skewness a out of a statistic T. */
  private static double unskewed(double quantile, double skewness) {
    return Math.abs(skewness) < 1e-6
        ? quantile
        : 3 / skewness * (Math.cbrt(1 + skewness * (quantile - skewness / 6)) - 1);
  }

  /**
   * The two-sided p value of Student's t test that the true mean is 0.
   *
   * @throws IllegalStateException with fewer than two values
   */
  public double twoSidedP() {
    if (n < 2) {
      throw new IllegalStateException("a test of a mean needs two values");
    }
    return 2 * TDistribution.of(n - 1.0).survivalProbability(Math.abs(value / standardError));
  }
}
