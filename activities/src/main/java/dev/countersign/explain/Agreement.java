package dev.countersign.explain;

import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.gates.GateContext;
import dev.countersign.model.Scorer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Whether the candidate weighs columns as the incumbent does, on the same rows. */
final class Agreement {
  private static final int KERNEL_ROWS = 24;

  private Agreement() {}

  /** How many rows both are compared on. */
  static int rows(Scorer incumbent, ExplainedRows rows) {
    return incumbent.trees().isPresent()
        ? rows.sample().rows()
        : Math.min(KERNEL_ROWS, rows.sample().rows());
  }

  /**
   * The rank correlation of mean |contribution| over the columns either model reads; a column one
   * of them does not read counts 0 there. NaN when either does not vary.
   */
  static double with(Scorer incumbent, GateContext context, ExplainedRows rows) {
    Explainer theirs = ExplainedRows.explainer(incumbent, context.data(), rows.settings());
    Frame sample = sample(incumbent.features(), context.data(), rows);
    int[] compared = IntStream.range(0, rows(incumbent, rows)).toArray();
    Map<String, Double> candidate =
        importances(rows.attributions().columns(), rows.attributions().importance(compared));
    ColumnAttributions explained = ColumnAttributions.of(theirs, sample.select(compared));
    Map<String, Double> other =
        importances(explained.columns(), explained.importance(explained.allRows()));
    Set<String> columns = new LinkedHashSet<>(candidate.keySet());
    columns.addAll(other.keySet());
    return columns.size() == 1
        ? 1
        : Stability.correlation(inOrder(candidate, columns), inOrder(other, columns));
  }

  /** The rows already explained, with the columns the incumbent reads. */
  private static Frame sample(List<String> columns, Dataset data, ExplainedRows rows) {
    ExplainedRows.Settings settings = rows.settings();
    return data.sample(data.judgedRows(), columns, List.of(), settings.rows(), settings.seed())
        .columns();
  }

  private static double[] inOrder(Map<String, Double> importances, Set<String> columns) {
    return columns.stream().mapToDouble(c -> importances.getOrDefault(c, 0.0)).toArray();
  }

  private static Map<String, Double> importances(List<String> columns, double[] values) {
    Map<String, Double> out = new LinkedHashMap<>();
    for (int column = 0; column < values.length; column++) {
      out.put(columns.get(column), values[column]);
    }
    return out;
  }
}
