package dev.countersign.stats;

import dev.countersign.gate.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of independent values, for example of a loss per row.
 *
 * @param value the mean
 * @param standardError of the mean; NaN with fewer than two values
 * @param n how many values, at least 1
 */
public record Mean(double value, double standardError, int n) {

  /**
   * Estimates the mean, in two passes for accuracy.
   *
   * @throws IllegalArgumentException if there are no values
   */
  public static Mean of(double[] values) {
    int n = values.length;
    if (n == 0) {
      throw new IllegalArgumentException("no values, no mean");
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Mean(mean, Math.sqrt(squares / (n - 1) / n), n);
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
    if (n == 0) {
      throw new IllegalArgumentException("no values, no mean");
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      squares += times[i] * (values[i] - mean) * (values[i] - mean);
    }
    return new Mean(mean, Math.sqrt(squares / (n - 1) / n), Math.toIntExact(n));
  }

  /**
   * Estimates the mean from sums, as a database gives them.
   *
   * @param squares sum of the squares
   * @throws IllegalArgumentException if n is not positive
   */
  public static Mean ofSums(double sum, double squares, long n) {
    if (n < 1) {
      throw new IllegalArgumentException("no values, no mean");
    }
    double mean = sum / n;
    double variance = Math.max(0, squares - n * mean * mean) / (n - 1);
    return new Mean(mean, Math.sqrt(variance / n), Math.toIntExact(n));
  }

  /**
   * Welch's interval of this mean less that of other, independent values (Welch 1947, Biometrika
   * 34: 28–35).
   *
   * @throws IllegalStateException if either has fewer than two values
   */
  public Interval welch(Mean other, double confidence) {
    if (n < 2 || other.n < 2) {
      throw new IllegalStateException("an interval of a difference of means needs two values each");
    }
    double one = standardError * standardError;
    double two = other.standardError * other.standardError;
    double difference = value - other.value;
    double variance = one + two;
    if (variance == 0) {
      return new Interval(difference, difference, confidence, "Welch's t");
    }
    double degrees = variance * variance / (one * one / (n - 1) + two * two / (other.n - 1));
    double half =
        TDistribution.of(degrees).inverseCumulativeProbability((1 + confidence) / 2)
            * Math.sqrt(variance);
    return new Interval(difference - half, difference + half, confidence, "Welch's t");
  }

  /**
   * Student's t interval (Student 1908).
   *
   * @throws IllegalStateException with fewer than two values: one says nothing about spread
   */
  public Interval studentT(double confidence) {
    if (n < 2) {
      throw new IllegalStateException("an interval of a mean needs two values");
    }
    double half = TDistribution.of(n - 1.0).inverseCumulativeProbability((1 + confidence) / 2);
    return new Interval(
        value - half * standardError, value + half * standardError, confidence, "Student's t");
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

  /**
   * An interval of a mean that is above 0, normal on the log scale (the delta method), so that it
   * stays above 0; for means of squares.
   */
  public Interval logNormal(double confidence) {
    if (value == 0) {
      return new Interval(0, 0, confidence, "delta method, log");
    }
    double factor = Math.exp(Quantile.twoSided(confidence) * standardError / value);
    return new Interval(value / factor, value * factor, confidence, "delta method, log");
  }
}
