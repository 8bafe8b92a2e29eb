package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap intervals of anything computed from counts (Efron and Tibshirani 1993, §13).
 * Resampling rows with replacement is resampling their counts from a multinomial distribution, so a
 * replicate costs as many draws as there are cells, however many rows there are. Not for maxima or
 * absolute values: there a percentile interval may cover nothing.
 */
public final class Resampling {
  private Resampling() {}

  /**
   * Resamples within strata, each keeping its size.
   *
   * @param strata per stratum, the count of each cell
   * @param statistic computed from resampled counts of the same shape, which it must not keep; NaN
   *     replicates are left out
   * @param replicates at least 100
   * @param seed the same seed gives the same interval
   * @throws IllegalStateException if the statistic is NaN in more than half of the replicates
   */
  public static Interval interval(
      long[][] strata,
      ToDoubleFunction<long[][]> statistic,
      int replicates,
      double confidence,
      long seed) {
    if (replicates < 100) {
      throw new IllegalArgumentException("at least 100 replicates are needed, not " + replicates);
    }
    SplittableRandom random = new SplittableRandom(seed);
    long[][] resampled = new long[strata.length][];
    for (int s = 0; s < strata.length; s++) {
      resampled[s] = new long[strata[s].length];
    }
    double[] values = new double[replicates];
    int defined = 0;
    for (int i = 0; i < replicates; i++) {
      for (int s = 0; s < strata.length; s++) {
        multinomial(random, strata[s], resampled[s]);
      }
      double value = statistic.applyAsDouble(resampled);
      if (!Double.isNaN(value)) {
        values[defined++] = value;
      }
    }
    if (defined * 2 < replicates) {
      throw new IllegalStateException("undefined in most resamples: there are too few rows");
    }
    double[] sorted = Arrays.copyOf(values, defined);
    Arrays.sort(sorted);
    double tail = (1 - confidence) / 2;
    return new Interval(
        quantile(sorted, tail),
        quantile(sorted, 1 - tail),
        confidence,
        "multinomial bootstrap, " + replicates + " replicates, seed " + seed);
  }

  /** Draws cell by cell: given the earlier cells, each is binomial in what is left. */
  private static void multinomial(SplittableRandom random, long[] counts, long[] into) {
    long total = Arrays.stream(counts).sum();
    long left = total;
    long toDraw = total;
    for (int i = 0; i < counts.length; i++) {
      into[i] = left == 0 ? 0 : BinomialSampler.draw(random, toDraw, (double) counts[i] / left);
      toDraw -= into[i];
      left -= counts[i];
    }
  }

  /** Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
  private static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
