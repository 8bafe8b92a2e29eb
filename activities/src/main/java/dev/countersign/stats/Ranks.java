package dev.countersign.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks of numbers, and what they say of how two columns go together. */
public final class Ranks {
  private Ranks() {}

  /** Per number its rank from 1, ties sharing their mean rank; no number may be NaN. */
  public static double[] of(double[] numbers) {
    int[] order =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> numbers[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[numbers.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && numbers[order[to]] == numbers[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
    }
    return ranks;
  }

  /**
   * Spearman's rank correlation (1904): Pearson's, of ranks.
   *
   * @return −1 to 1; NaN where either column holds a single value
   */
  public static double correlation(double[] ranks, double[] others) {
    double mean = Arrays.stream(ranks).average().orElse(0);
    double otherMean = Arrays.stream(others).average().orElse(0);
    double both = 0;
    double own = 0;
    double other = 0;
    for (int i = 0; i < ranks.length; i++) {
      double x = ranks[i] - mean;
      double y = others[i] - otherMean;
      both += x * y;
      own += x * x;
      other += y * y;
    }
    return Math.clamp(both / Math.sqrt(own * other), -1, 1);
  }
}
