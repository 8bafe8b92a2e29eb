package dev.countersign.explain;

import dev.countersign.model.Scorer;
import dev.countersign.model.TreeEnsemble;
import dev.countersign.model.TreeModel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Columns that were offered to a model, but never count. */
final class UnusedFeatures {
  private UnusedFeatures() {}

  /**
   * For tree ensembles those no split looks at, exactly; for others those that contribute nothing
   * to any explained row.
   *
   * @param offered the columns the model may see
   */
  static List<String> of(List<String> offered, Scorer model, ColumnAttributions attributions) {
    Set<String> used =
        model.trees().map(UnusedFeatures::split).orElseGet(() -> contributing(attributions));
    return offered.stream().filter(column -> !used.contains(column)).toList();
  }

  private static Set<String> split(TreeModel model) {
    TreeEnsemble trees = model.ensemble();
    Set<String> used = new HashSet<>();
    for (int node = 0; node < trees.nodes(); node++) {
      if (!trees.isLeaf(node)) {
        used.add(model.inputs().sources().get(trees.feature(node)).column());
      }
    }
    return used;
  }

  private static Set<String> contributing(ColumnAttributions attributions) {
    double[] importance = attributions.importance(attributions.allRows());
    Set<String> used = new HashSet<>();
    for (int column = 0; column < importance.length; column++) {
      if (importance[column] > 0) {
        used.add(attributions.columns().get(column));
      }
    }
    return used;
  }
}
