package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Resampling;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The mean over classes of 2 TP / (2 TP + FP + FN), every class against the rest.
 *
 * @param confusion rows by actual (first index) and predicted class
 */
record MacroF1(long[][] confusion) {

  /** NaN where a class is neither labelled nor predicted. */
  double value() {
    return Arrays.stream(byClass()).average().orElse(Double.NaN);
  }

  private double[] byClass() {
    double[] f1 = new double[confusion.length];
    for (int c = 0; c < f1.length; c++) {
      f1[c] = 2.0 * confusion[c][c] / rows(c);
    }
    return f1;
  }

  /** Rows labelled with a class and rows predicted to be, those that are both counted twice. */
  private long rows(int of) {
    return Arrays.stream(confusion[of]).sum()
        + Arrays.stream(confusion).mapToLong(r -> r[of]).sum();
  }

  /**
   * By resampling the counts; the value is no NaN. Null where so few rows are of a class that most
   * resamples have none.
   */
  @Nullable Interval interval(double confidence) {
    int classes = confusion.length;
    long[][] cells = {Arrays.stream(confusion).flatMapToLong(Arrays::stream).toArray()};
    return Resampling.interval(
        cells,
        drawn -> new MacroF1(square(drawn[0], classes)).value(),
        Performance.REPLICATES,
        confidence,
        Performance.SEED);
  }

  private static long[][] square(long[] cells, int classes) {
    long[][] counts = new long[classes][];
    for (int c = 0; c < classes; c++) {
      counts[c] = Arrays.copyOfRange(cells, c * classes, (c + 1) * classes);
    }
    return counts;
  }

  /**
   * By actual and predicted class, how much one such row moves the value: its derivative by the
   * count, which is 0 on average over the rows. The value is no NaN.
   */
  double[][] influence() {
    int classes = confusion.length;
    double[] f1 = byClass();
    double[][] influence = new double[classes][classes];
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        double moved = -f1[actual] / rows(actual) - f1[predicted] / rows(predicted);
        moved += actual == predicted ? 2.0 / rows(actual) : 0;
        influence[actual][predicted] = moved / classes;
      }
    }
    return influence;
  }
}
