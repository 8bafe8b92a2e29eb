package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Bootstrap intervals of anything computed from counts, corrected for bias and skew (BCa, Efron
 * 1987, Journal of the American Statistical Association 82: 171–185). Resampling rows with
 * replacement is resampling their counts from a multinomial distribution, so a replicate costs as
 * many draws as there are cells, however many rows there are. Not for maxima or absolute values:
 * there a bootstrap interval may cover nothing.
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
    Correction correction = correction(sorted, strata, statistic);
    double tail = (1 - confidence) / 2;
    return new Interval(
        quantile(sorted, correction.of(tail)),
        quantile(sorted, correction.of(1 - tail)),
        confidence,
        "multinomial BCa bootstrap, " + replicates + " replicates, seed " + seed);
  }

  /**
   * Which quantile of the replicates stands for which of the truth.
   *
   * @param bias z₀: how far the replicates' median is from the estimate
   * @param acceleration a: how the spread changes with the truth
   */
  private record Correction(double bias, double acceleration) {
    double of(double probability) {
      double shifted = bias + Quantile.normal(probability);
      double stretch = 1 - acceleration * shifted;
      return stretch > 0 ? Quantile.below(bias + shifted / stretch) : probability;
    }
  }

  /** Bias from the replicates, acceleration from leaving out one row of each cell. */
  private static Correction correction(
      double[] sorted, long[][] strata, ToDoubleFunction<long[][]> statistic) {
    long[][] counts = Arrays.stream(strata).map(long[]::clone).toArray(long[][]::new);
    double estimate = statistic.applyAsDouble(counts);
    int below = 0;
    int same = 0;
    for (double value : sorted) {
      below += value < estimate ? 1 : 0;
      same += value == estimate ? 1 : 0;
    }
    double share = (below + same / 2.0) / sorted.length;
    if (!(share > 0 && share < 1)) {
      return new Correction(0, 0);
    }
    double squares = 0;
    double cubes = 0;
    for (int s = 0; s < counts.length; s++) {
      double[] influence = influence(counts, s, statistic, estimate);
      for (int i = 0; i < influence.length; i++) {
        squares += strata[s][i] * influence[i] * influence[i];
        cubes += strata[s][i] * influence[i] * influence[i] * influence[i];
      }
    }
    double acceleration = squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : 0;
    return new Correction(Quantile.normal(share), acceleration);
  }

  /** Per cell of a stratum, how much one of its rows moves the statistic, around their mean. */
  private static double[] influence(
      long[][] counts, int stratum, ToDoubleFunction<long[][]> statistic, double estimate) {
    double[] influence = new double[counts[stratum].length];
    double sum = 0;
    long rows = 0;
    for (int i = 0; i < influence.length; i++) {
      if (counts[stratum][i] > 0) {
        counts[stratum][i]--;
        double without = statistic.applyAsDouble(counts);
        counts[stratum][i]++;
        influence[i] = Double.isNaN(without) ? 0 : estimate - without;
        sum += counts[stratum][i] * influence[i];
        rows += counts[stratum][i];
      }
    }
    for (int i = 0; i < influence.length; i++) {
      influence[i] -= rows == 0 ? 0 : sum / rows;
    }
    return influence;
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
