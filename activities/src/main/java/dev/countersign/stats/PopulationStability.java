package dev.countersign.stats;

import java.util.Arrays;

/**
 * The population stability index: how far a column has moved from its reference, Σ (aᵢ − bᵢ) ·
 * ln(aᵢ / bᵢ) over the shares of its bins (Siddiqi 2006, Credit Risk Scorecards).
 *
 * @param index at least 0
 * @param bins with rows on either side
 * @param reference rows of the reference
 * @param current rows held to it
 */
public record PopulationStability(double index, int bins, long reference, long current) {
  /** By custom a move that deserves a look. */
  public static final double NOTICEABLE = 0.1;

  /** A share of nothing counts as this, so that one empty bin does not make the index infinite. */
  private static final double FLOOR = 1e-4;

  private static final double RARELY = 0.001;

  /**
   * Compares counts by bin; bins that are empty on both sides are left out.
   *
   * @param reference counts of the reference; its bins were cut by it alone
   * @param current counts in the same bins
   * @throws IllegalArgumentException if the lengths differ or either side has no row
   */
  public static PopulationStability of(long[] reference, long[] current) {
    long n = Arrays.stream(reference).sum();
    long m = Arrays.stream(current).sum();
    if (reference.length != current.length || n == 0 || m == 0) {
      throw new IllegalArgumentException("two counts of the same bins are needed, with rows each");
    }
    double index = 0;
    int bins = 0;
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] + current[i] > 0) {
        double was = Math.max(FLOOR, (double) reference[i] / n);
        double is = Math.max(FLOOR, (double) current[i] / m);
        index += (is - was) * Math.log(is / was);
        bins++;
      }
    }
    return new PopulationStability(index, bins, n, m);
  }

  /**
   * What chance alone exceeds one time in a thousand: without drift the index is about χ² with
   * (bins − 1) degrees of freedom times (1/N + 1/M) (Yurdakul and Naranjo 2020, Journal of Risk
   * Model Validation 14). Small samples exceed 0.1 by themselves.
   */
  public double byChance() {
    return byChance(1);
  }

  /** What chance alone exceeds one time in a thousand for any of several columns (Bonferroni). */
  public double byChance(int columns) {
    return bins < 2
        ? 0
        : Quantile.chiSquared(1 - RARELY / columns, bins - 1.0) * (1.0 / reference + 1.0 / current);
  }

  /** The index from which a move is more than chance and worth a look. */
  public double threshold() {
    return Math.max(NOTICEABLE, byChance());
  }
}
