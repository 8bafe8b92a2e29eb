package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.gate.Interval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import smile.math.MathEx;

/**
 * Whether explanations hold still: the rank correlation (Spearman 1904) of importances between
 * resamples of the rows and all of them, and of one row's contributions before and after a nudge of
 * its numbers by a twentieth of their standard deviation, whole numbers staying whole.
 *
 * @param resampling mean over resamples, in [−1, 1]; null where it is undefined
 * @param interval of the correlation under resampling
 * @param nudging mean over rows, in [−1, 1]; null where it is undefined
 */
record Stability(
    @Nullable Double resampling, @Nullable Interval interval, @Nullable Double nudging) {
  static final double NUDGE = 0.05;

  /**
   * Measures both.
   *
   * @param found explanations of {@code rows}
   * @param nudged how many of the rows are explained again after a nudge
   */
  static Stability measure(
      Explainer explainer, Frame rows, ColumnAttributions found, int nudged, long seed) {
    if (found.columns().size() == 1) {
      return new Stability(1.0, null, 1.0);
    }
    double[] all = found.importance(found.allRows());
    double[] correlations =
        new Bootstrap(found.rows(), seed).values(r -> correlation(all, found.importance(r)));
    Double resampling = mean(correlations);
    return new Stability(
        resampling,
        resampling == null ? null : Bootstrap.interval(correlations),
        nudging(explainer, rows, found, nudged, seed));
  }

  private static @Nullable Double nudging(
      Explainer explainer, Frame rows, ColumnAttributions found, int nudged, long seed) {
    int[] first = IntStream.range(0, Math.min(nudged, rows.rows())).toArray();
    ColumnAttributions again = ColumnAttributions.of(explainer, nudge(rows, seed).select(first));
    double[] correlations = new double[first.length];
    for (int row : first) {
      correlations[row] = correlation(found.ofRow(row), again.ofRow(row));
    }
    return mean(correlations);
  }

  private static Frame nudge(Frame rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Frame.Column> nudged = new LinkedHashMap<>();
    for (String name : rows.names()) {
      nudged.put(
          name,
          switch (rows.column(name)) {
            case Frame.Texts texts -> texts;
            case Frame.Numbers(double[] values) -> {
              double step = NUDGE * deviation(values);
              boolean whole = Arrays.stream(values).allMatch(Stability::isWhole);
              double[] out = new double[values.length];
              for (int row = 0; row < out.length; row++) {
                double by = step * random.nextGaussian();
                out[row] = values[row] + (whole ? Math.rint(by) : by);
              }
              yield new Frame.Numbers(out);
            }
          });
    }
    return new Frame(nudged);
  }

  private static boolean isWhole(double value) {
    return Double.isNaN(value) || value == Math.rint(value);
  }

  private static double deviation(double[] values) {
    double[] present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    return present.length < 2 ? 0 : MathEx.stdev(present);
  }

  /** Spearman's rank correlation; NaN when either side does not vary. */
  static double correlation(double[] a, double[] b) {
    return MathEx.spearman(a, b);
  }

  /** The mean of what is defined; null when less than half is. */
  private static @Nullable Double mean(double[] values) {
    double[] defined = Arrays.stream(values).filter(Double::isFinite).toArray();
    return defined.length * 2 < values.length || defined.length == 0
        ? null
        : Arrays.stream(defined).average().orElseThrow();
  }

  /** The lower of the two; null when either is undefined. */
  @Nullable Double worst() {
    return resampling == null || nudging == null
        ? null
        : Double.valueOf(Math.min(resampling, nudging));
  }
}
