package dev.countersign.explain;

import java.util.Set;

/** How much of all attribution falls on some columns. */
final class AttributionShare {
  private AttributionShare() {}

  /**
   * {@code Σ |φ|} of the chosen columns over {@code Σ |φ|} of all, in [0, 1]; NaN when nothing
   * contributes.
   *
   * @param rows row indices, which may repeat
   */
  static double of(ColumnAttributions attributions, Set<String> chosen, int[] rows) {
    double[] importance = attributions.importance(rows);
    double part = 0;
    double all = 0;
    for (int column = 0; column < importance.length; column++) {
      all += importance[column];
      if (chosen.contains(attributions.columns().get(column))) {
        part += importance[column];
      }
    }
    return part / all;
  }
}
