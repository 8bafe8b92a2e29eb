package dev.countersign.predictability;

import dev.countersign.data.Frame;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a column into numbers a tree can split, from the training folds alone: a number stays, a
 * missing one goes below all others; a text becomes the mean target of the training rows that have
 * it, for members their share, shrunk toward the overall mean (target encoding, Micci-Barreca
 * 2001), which is the best a single text can tell.
 */
final class FeatureCoding {
  /** A text's mean counts as if so many average rows had it too. */
  private static final double SHRINKAGE = 1;

  private FeatureCoding() {}

  /**
   * Codes every row, learning from the rows outside a fold.
   *
   * @param targets per row 1 for members and 0 for others, or a number
   * @param folds per row its fold
   * @param left the fold nothing is learnt from
   */
  static double[] code(Frame.Column column, double[] targets, int[] folds, int left) {
    return switch (column) {
      case Frame.Numbers(double[] values) -> fillMissing(values);
      case Frame.Texts(@Nullable String[] values) -> means(values, targets, folds, left);
    };
  }

  private static double[] fillMissing(double[] values) {
    double lowest = Double.POSITIVE_INFINITY;
    for (double value : values) {
      lowest = Double.isNaN(value) ? lowest : Math.min(lowest, value);
    }
    double below = Double.isInfinite(lowest) ? 0 : lowest - 1 - Math.abs(lowest);
    double[] filled = values.clone();
    for (int i = 0; i < filled.length; i++) {
      filled[i] = Double.isNaN(filled[i]) ? below : filled[i];
    }
    return filled;
  }

  private static double[] means(
      @Nullable String[] values, double[] targets, int[] folds, int left) {
    Map<@Nullable String, double[]> counts = new HashMap<>();
    double[] all = new double[2];
    for (int i = 0; i < values.length; i++) {
      if (folds[i] != left) {
        double[] count = counts.computeIfAbsent(values[i], v -> new double[2]);
        count[0] += targets[i];
        count[1]++;
        all[0] += targets[i];
        all[1]++;
      }
    }
    double overall = all[1] == 0 ? 0 : all[0] / all[1];
    double[] none = new double[2];
    double[] means = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double[] count = counts.getOrDefault(values[i], none);
      means[i] = (count[0] + SHRINKAGE * overall) / (count[1] + SHRINKAGE);
    }
    return means;
  }
}
