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
}
