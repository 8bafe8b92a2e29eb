package dev.countersign.stats;

import dev.countersign.gate.Interval;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Two proportions of the same trials: how often each hit where the other missed.
 *
 * @param onlyFirst trials in which only the first hit
 * @param onlySecond trials in which only the second hit
 * @param trials all trials, at least 1
 */
public record PairedProportions(long onlyFirst, long onlySecond, long trials) {
  /** Rejects counts that are negative or exceed the trials. */
  public PairedProportions {
    if (onlyFirst < 0 || onlySecond < 0 || trials < 1 || onlyFirst + onlySecond > trials) {
      throw new IllegalArgumentException(
          onlyFirst + " and " + onlySecond + " of " + trials + " are no paired proportions");
    }
  }

  /** First minus second, in [-1, 1]. */
  public double difference() {
    return (double) (onlyFirst - onlySecond) / trials;
  }

  /**
   * The adjusted Wald interval: ½ is added to each of the four cells (Agresti and Min 2005,
   * Statistics in Medicine 24: 729–740).
   */
  public Interval agrestiMin(double confidence) {
    double n = trials + 2.0;
    double one = onlyFirst + 0.5;
    double other = onlySecond + 0.5;
    double centre = (one - other) / n;
    double variance = (one + other - (one - other) * (one - other) / n) / (n * n);
    double half = Quantile.twoSided(confidence) * Math.sqrt(variance);
    return new Interval(
        Math.max(-1, centre - half), Math.min(1, centre + half), confidence, "Agresti-Min, paired");
  }

  /**
   * McNemar's mid-p, two-sided (Fagerland, Lydersen and Laake 2013, BMC Medical Research
   * Methodology 13: 91): whether the two hit equally often, from the trials they differ on.
   *
   * @return in [0, 1]; 1 when they never differ
   */
  public double mcNemarMidP() {
    int differ = Math.toIntExact(onlyFirst + onlySecond);
    if (differ == 0) {
      return 1;
    }
    BinomialDistribution even = BinomialDistribution.of(differ, 0.5);
    int fewer = Math.toIntExact(Math.min(onlyFirst, onlySecond));
    return Math.min(1, 2 * even.cumulativeProbability(fewer) - even.probability(fewer));
  }
}
