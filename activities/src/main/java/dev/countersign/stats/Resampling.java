package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

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
   * @return null if the statistic is NaN in more than half of the replicates
   */
  public static @Nullable Interval interval(
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
      return null;
    }
    double[] sorted = Arrays.copyOf(values, defined);
    Arrays.sort(sorted);
    Correction correction = correction(sorted, strata, statistic);
    double tail = expandedTail((1 - confidence) / 2, (double) correction.moving());
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
   * @param moving rows without which the estimate would be another
   */
  private record Correction(double bias, double acceleration, long moving) {
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
    double squares = 0;
    double cubes = 0;
    long moving = 0;
    for (int s = 0; s < counts.length; s++) {
      double[] influence = influence(counts, s, statistic, estimate);
      double mean = mean(influence, strata[s]);
      for (int i = 0; i < influence.length; i++) {
        double off = influence[i] - mean;
        squares += strata[s][i] * off * off;
        cubes += strata[s][i] * off * off * off;
        moving += influence[i] == 0 ? 0 : strata[s][i];
      }
    }
    boolean known = share > 0 && share < 1 && squares > 0;
    return known
        ? new Correction(Quantile.normal(share), cubes / (6 * Math.pow(squares, 1.5)), moving)
        : new Correction(0, 0, moving);
  }

  private static double mean(double[] values, long[] times) {
    double sum = 0;
    long n = 0;
    for (int i = 0; i < values.length; i++) {
      sum += times[i] * values[i];
      n += times[i];
    }
    return n == 0 ? 0 : sum / n;
  }

  /** Per cell of a stratum, how much one of its rows moves the statistic. */
  private static double[] influence(
      long[][] counts, int stratum, ToDoubleFunction<long[][]> statistic, double estimate) {
    double[] influence = new double[counts[stratum].length];
    for (int i = 0; i < influence.length; i++) {
      if (counts[stratum][i] > 0) {
        counts[stratum][i]--;
        double without = statistic.applyAsDouble(counts);
        counts[stratum][i]++;
        influence[i] = Double.isNaN(without) ? 0 : estimate - without;
      }
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

  /**
   * Resampled spreads are too small by √((n − 1) / n), and normal where Student's t would be due; a
   * tail farther out makes up for both (Hesterberg 2015, The American Statistician 69: 371–386). Of
   * the rows only those count that move the statistic: precision hangs on the ones selected.
   */
  private static double expandedTail(double tail, double moving) {
    if (moving < 2) {
      return tail;
    }
    double t = TDistribution.of(moving - 1).inverseCumulativeProbability(tail);
    return Quantile.below(Math.sqrt(moving / (moving - 1)) * t);
  }

  /**
   * Linear interpolation between order statistics (type 6 of Hyndman and Fan 1996): a further
   * replicate lies below it with the given probability.
   */
  private static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length + 1) - 1;
    int below = (int) Math.clamp(Math.floor(position), 0, sorted.length - 1);
    int above = Math.min(below + 1, sorted.length - 1);
    double part = Math.clamp(position - below, 0, 1);
    return sorted[below] + part * (sorted[above] - sorted[below]);
  }
}
