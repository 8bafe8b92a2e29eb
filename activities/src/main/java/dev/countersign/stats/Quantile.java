package dev.countersign.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Quantiles of the distributions that intervals are made of. */
public final class Quantile {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Quantile() {}

  /** The standard normal's quantile, for example 1.959964 at .975. */
  public static double normal(double probability) {
    return NORMAL.inverseCumulativeProbability(probability);
  }

  /** The probability that a standard normal is at most {@code z}. */
  public static double below(double z) {
    return NORMAL.cumulativeProbability(z);
  }

  /** The z of a two-sided interval, for example 1.959964 at confidence .95. */
  public static double twoSided(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must lie in (0, 1): " + confidence);
    }
    return normal(1 - (1 - confidence) / 2);
  }

  /** χ² with {@code degrees} degrees of freedom. */
  public static double chiSquared(double probability, double degrees) {
    return ChiSquaredDistribution.of(degrees).inverseCumulativeProbability(probability);
  }

  /** Beta with both shapes positive. */
  public static double beta(double probability, double alpha, double beta) {
    return BetaDistribution.of(alpha, beta).inverseCumulativeProbability(probability);
  }

  /** The probability that a standard normal is at least as far from 0 as {@code z}. */
  public static double twoSidedTail(double z) {
    return 2 * NORMAL.survivalProbability(Math.abs(z));
  }
}
