package dev.countersign.explain;

import dev.countersign.data.Frame;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What LIME says of rows that KernelSHAP explained: two methods that ask a model in different ways
 * and find different reasons say that neither is to be leaned on.
 *
 * @param agreement rank correlation (Spearman) of the columns' mean sizes by both, in [−1, 1]; NaN
 *     when either does not vary
 * @param fidelity mean R² of LIME's surrogates
 * @param rows rows both explained
 */
record SecondOpinion(double agreement, double fidelity, int rows) {
  private static final int ROWS = 24;

  static SecondOpinion of(LimeExplainer lime, Frame rows, ColumnAttributions found) {
    int[] first = IntStream.range(0, Math.min(ROWS, rows.rows())).toArray();
    List<LocalSurrogate> surrogates = lime.explain(rows.select(first));
    double[] sizes = new double[found.columns().size()];
    for (LocalSurrogate surrogate : surrogates) {
      for (int column = 0; column < sizes.length; column++) {
        sizes[column] += Math.abs(surrogate.weights()[column]);
      }
    }
    return new SecondOpinion(
        Stability.correlation(found.importance(first), sizes),
        surrogates.stream().mapToDouble(LocalSurrogate::fidelity).average().orElse(Double.NaN),
        first.length);
  }
}
