package dev.countersign.explain;

import dev.countersign.gate.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Rows drawn with replacement, many times over, the same ones for every statistic (Efron and
 * Tibshirani 1993, §13).
 */
final class Bootstrap {
  static final int REPLICATES = 200;
  static final double CONFIDENCE = 0.95;

  private final int[][] resamples;

  Bootstrap(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    resamples = new int[REPLICATES][rows];
    for (int[] resample : resamples) {
      Arrays.setAll(resample, i -> random.nextInt(rows));
    }
  }

  /** A statistic's value on every resample. */
  double[] values(ToDoubleFunction<int[]> statistic) {
    return Arrays.stream(resamples).mapToDouble(statistic).toArray();
  }

  /** A statistic's percentile interval. */
  Interval interval(ToDoubleFunction<int[]> statistic) {
    return interval(values(statistic));
  }

  /** The percentile interval of values on resamples. */
  static Interval interval(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    double tail = (1 - CONFIDENCE) / 2 * (sorted.length - 1);
    return new Interval(
        sorted[(int) Math.floor(tail)],
        sorted[(int) Math.ceil(sorted.length - 1 - tail)],
        CONFIDENCE,
        "percentile bootstrap over rows, " + values.length + " replicates");
  }
}
