package dev.countersign.stats;

import java.util.Arrays;

/**
 * Bins of a numeric column, cut by the reference rows alone and kept, so that later rows are held
 * to the same ones. Missing values have a bin of their own.
 *
 * @param edges from the lowest to the highest: bin i holds what is at most edges[i] and above the
 *     edge before; what is above the last edge is in the bin after it; not copied: read-only
 * @param equalWidth whether the bins are of equal width, because too many values are the same for
 *     bins of equal frequency
 */
public record ReferenceBins(double[] edges, boolean equalWidth) {

  /**
   * Cuts bins of equal frequency. On a spiky column many quantiles are one and the same value, and
   * almost all rows fall into one bin, which hides every drift; where fewer than half of the bins
   * are left, bins of equal width between the smallest and the largest value stand in, with the
   * most frequent value in a bin of its own.
   *
   * @param reference values; NaN is missing
   * @param bins how many, at least 2
   * @throws IllegalArgumentException if no value is there
   */
  public static ReferenceBins of(double[] reference, int bins) {
    double[] sorted =
        Arrays.stream(reference).filter(value -> !Double.isNaN(value)).sorted().toArray();
    if (sorted.length == 0 || bins < 2) {
      throw new IllegalArgumentException("bins need values, and at least two of them");
    }
    double last = sorted[sorted.length - 1];
    double[] quantiles = new double[bins - 1];
    for (int i = 1; i < bins; i++) {
      quantiles[i - 1] =
          sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * i / bins)];
    }
    double[] distinct = Arrays.stream(quantiles).distinct().filter(q -> q < last).toArray();
    return distinct.length + 1 >= bins / 2.0
        ? new ReferenceBins(distinct, false)
        : new ReferenceBins(widths(sorted, bins), true);
  }

  private static double[] widths(double[] sorted, int bins) {
    double first = sorted[0];
    double last = sorted[sorted.length - 1];
    if (first == last) {
      return new double[] {Math.nextDown(first), first};
    }
    double spike = mostFrequent(sorted);
    double[] edges = new double[bins + 1];
    for (int i = 1; i < bins; i++) {
      edges[i - 1] = first + (last - first) * i / bins;
    }
    edges[bins - 1] = Math.nextDown(spike);
    edges[bins] = spike;
    return Arrays.stream(edges).sorted().distinct().toArray();
  }

  private static double mostFrequent(double[] sorted) {
    double most = sorted[0];
    int longest = 0;
    int start = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[start]) {
        if (i - start > longest) {
          longest = i - start;
          most = sorted[start];
        }
        start = i;
      }
    }
    return most;
  }

  /** How many bins there are, the missing values' included. */
  public int size() {
    return edges.length + 2;
  }

  /** Counts values by bin; the last bin holds the missing ones. */
  public long[] count(double[] values) {
    long[] counts = new long[size()];
    for (double value : values) {
      counts[binOf(value)]++;
    }
    return counts;
  }

  private int binOf(double value) {
    if (Double.isNaN(value)) {
      return edges.length + 1;
    }
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value <= edges[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
