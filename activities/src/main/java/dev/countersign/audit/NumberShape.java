package dev.countersign.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sampled numbers of a column are spread.
 *
 * @param deviation standard deviation, by n − 1; 0 for one number
 * @param zeros share of the numbers that are 0, in [0, 1]
 * @param whole whether all are whole numbers
 * @param quantiles the smallest numbers that each of {@link #SHARES} of them don't exceed
 * @param histogram share of the numbers in each of {@link #RANGES} ranges of equal width, from the
 *     smallest number to the largest
 */
record NumberShape(
    double deviation, double zeros, boolean whole, List<Double> quantiles, List<Double> histogram) {
  static final List<Double> SHARES = List.of(0.05, 0.25, 0.5, 0.75, 0.95);
  static final int RANGES = 20;

  /** Of a column in which NaN is missing; null where every number is. */
  static @Nullable NumberShape of(double[] column) {
    double[] sorted = Arrays.stream(column).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return null;
    }
    return new NumberShape(
        deviation(sorted),
        (double) Arrays.stream(sorted).filter(v -> v == 0).count() / sorted.length,
        Arrays.stream(sorted).allMatch(v -> v == Math.rint(v)),
        SHARES.stream()
            .map(share -> sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)])
            .toList(),
        histogram(sorted));
  }

  /** In units of the largest number, so that squares of huge ones don't overflow. */
  private static double deviation(double[] sorted) {
    double unit = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
    if (unit == 0 || sorted.length < 2) {
      return 0;
    }
    double mean = Arrays.stream(sorted).map(v -> v / unit).average().orElse(0);
    double squares = Arrays.stream(sorted).map(v -> v / unit - mean).map(d -> d * d).sum();
    return Math.min(Double.MAX_VALUE, unit * Math.sqrt(squares / (sorted.length - 1)));
  }

  private static List<Double> histogram(double[] sorted) {
    double[] shares = new double[RANGES];
    double low = sorted[0] / 2;
    double width = sorted[sorted.length - 1] / 2 - low;
    for (double value : sorted) {
      int range = width == 0 ? 0 : (int) ((value / 2 - low) / width * RANGES);
      shares[Math.min(RANGES - 1, range)] += 1.0 / sorted.length;
    }
    List<Double> histogram = new ArrayList<>();
    Arrays.stream(shares).forEach(histogram::add);
    return List.copyOf(histogram);
  }
}
