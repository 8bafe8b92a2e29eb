package dev.countersign.explain;

import dev.countersign.gate.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model pays attention to, over all rows explained: the JSON kept as evidence.
 *
 * @param method how contributions were computed, in words
 * @param space {@code margin}, {@code probability} or {@code amount}
 * @param base the answer before anything is known
 * @param rows rows explained
 * @param of rows they were drawn from
 * @param importance mean |contribution| by column, the largest first
 * @param groups mean contribution by attribute, group and column
 * @param unused columns that never count
 * @param pairs columns that count together, the strongest first; empty where the method knows none
 */
record GlobalExplanation(
    String method,
    String space,
    double base,
    int rows,
    long of,
    List<Importance> importance,
    Map<String, Map<String, Map<String, Double>>> groups,
    List<String> unused,
    List<StrongestPairs.Pair> pairs) {

  /** A column's mean |contribution| and its interval. */
  record Importance(String column, double value, Interval interval) {}

  static GlobalExplanation of(ExplainedRows rows, List<String> unused) {
    ColumnAttributions attributions = rows.attributions();
    Bootstrap bootstrap = new Bootstrap(attributions.rows(), rows.settings().seed());
    double[] values = attributions.importance(attributions.allRows());
    List<Importance> importance = new ArrayList<>();
    for (int column : attributions.ranking()) {
      importance.add(
          new Importance(
              attributions.columns().get(column),
              values[column],
              bootstrap.interval(r -> mean(attributions, column, r))));
    }
    return new GlobalExplanation(
        rows.explainer().method(),
        rows.explainer().space().word(),
        attributions.base(),
        attributions.rows(),
        rows.sample().of(),
        importance,
        groups(rows),
        unused,
        StrongestPairs.of(rows.explainer(), rows.sample().columns()));
  }

  private static double mean(ColumnAttributions attributions, int column, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += Math.abs(attributions.value(row, column));
    }
    return sum / rows.length;
  }

  private static Map<String, Map<String, Map<String, Double>>> groups(ExplainedRows rows) {
    Map<String, Map<String, Map<String, Double>>> out = new LinkedHashMap<>();
    rows.sample()
        .groups()
        .forEach((attribute, groups) -> out.put(attribute, byGroup(rows.attributions(), groups)));
    return out;
  }

  private static Map<String, Map<String, Double>> byGroup(
      ColumnAttributions attributions, List<@Nullable String> groups) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    int width = attributions.columns().size();
    for (int row = 0; row < groups.size(); row++) {
      String group = groups.get(row);
      if (group != null) {
        double[] sum = sums.computeIfAbsent(group, g -> new double[width + 1]);
        for (int column = 0; column < width; column++) {
          sum[column] += attributions.value(row, column);
        }
        sum[width]++;
      }
    }
    Map<String, Map<String, Double>> out = new LinkedHashMap<>();
    sums.forEach(
        (group, sum) -> {
          Map<String, Double> means = new LinkedHashMap<>();
          for (int column : attributions.ranking()) {
            means.put(attributions.columns().get(column), sum[column] / sum[width]);
          }
          out.put(group, means);
        });
    return out;
  }
}
