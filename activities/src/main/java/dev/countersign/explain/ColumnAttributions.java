package dev.countersign.explain;

import dev.countersign.data.Frame;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Shapley values by column of the data: what the indicators of one column contribute belongs to
 * that column, as Shapley values may be added up.
 *
 * @param columns the columns a model reads, each once
 * @param base the model's answer before anything is known
 * @param values row-major, {@code rows × columns}; not copied: treat as read-only
 */
record ColumnAttributions(List<String> columns, double base, double[] values) {

  /** Explains rows and adds up by column. */
  static ColumnAttributions of(Explainer explainer, Frame rows) {
    return of(explainer.inputs(), explainer.explain(rows));
  }

  static ColumnAttributions of(List<Explainer.Input> inputs, Attributions attributions) {
    Map<String, Integer> at = new LinkedHashMap<>();
    int[] columnOf = new int[inputs.size()];
    for (int input = 0; input < columnOf.length; input++) {
      columnOf[input] = at.computeIfAbsent(inputs.get(input).column(), c -> at.size());
    }
    int width = at.size();
    double[] values = new double[attributions.rows() * width];
    for (int row = 0; row < attributions.rows(); row++) {
      for (int input = 0; input < columnOf.length; input++) {
        values[row * width + columnOf[input]] += attributions.value(row, input);
      }
    }
    return new ColumnAttributions(List.copyOf(at.keySet()), attributions.base(), values);
  }

  int rows() {
    return values.length / columns.size();
  }

  double value(int row, int column) {
    return values[row * columns.size() + column];
  }

  /** One column's values, row by row. */
  double[] ofColumn(int column) {
    double[] out = new double[rows()];
    for (int row = 0; row < out.length; row++) {
      out[row] = value(row, column);
    }
    return out;
  }

  /** One row's values, column by column. */
  double[] ofRow(int row) {
    return Arrays.copyOfRange(values, row * columns.size(), (row + 1) * columns.size());
  }

  /** Mean absolute value of each column over these rows, which may repeat. */
  double[] importance(int[] rows) {
    double[] sums = new double[columns.size()];
    for (int row : rows) {
      for (int column = 0; column < sums.length; column++) {
        sums[column] += Math.abs(value(row, column));
      }
    }
    for (int column = 0; column < sums.length; column++) {
      sums[column] /= Math.max(1, rows.length);
    }
    return sums;
  }

  /** Column indices, the most important over all rows first. */
  int[] ranking() {
    double[] importance = importance(allRows());
    return IntStream.range(0, columns.size())
        .boxed()
        .sorted((a, b) -> Double.compare(importance[b], importance[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  int[] allRows() {
    return IntStream.range(0, rows()).toArray();
  }
}
