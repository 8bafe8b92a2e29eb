package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.gate.Interval;
import dev.countersign.plot.Axis;
import dev.countersign.plot.BarChart;
import dev.countersign.plot.BeeswarmChart;
import dev.countersign.plot.IntervalChart;
import dev.countersign.plot.LineChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The gate's plots as self-contained SVG, by file name. */
final class ExplanationPlots {
  private static final int SHOWN = 15;
  private static final int DEPENDENCES = 4;
  private static final int GROUPED = 6;
  private static final int VALUES = 20;

  private final ColumnAttributions attributions;
  private final Frame rows;
  private final GlobalExplanation global;
  private final String unit;

  private ExplanationPlots(ExplainedRows explained, GlobalExplanation global) {
    this.attributions = explained.attributions();
    this.rows = explained.sample().columns();
    this.global = global;
    this.unit = explained.explainer().space().unit();
  }

  static Map<String, String> draw(ExplainedRows explained, GlobalExplanation global) {
    ExplanationPlots plots = new ExplanationPlots(explained, global);
    Map<String, String> out = new LinkedHashMap<>();
    out.put("explainability-importance.svg", plots.importance());
    out.put("explainability-beeswarm.svg", plots.beeswarm());
    int[] ranking = plots.attributions.ranking();
    for (int i = 0; i < Math.min(DEPENDENCES, ranking.length); i++) {
      out.put("explainability-dependence-" + (i + 1) + ".svg", plots.dependence(ranking[i]));
    }
    global
        .groups()
        .forEach(
            (attribute, groups) ->
                out.put(
                    "explainability-groups-" + fileName(attribute) + ".svg",
                    plots.groups(attribute, groups)));
    return out;
  }

  private static String fileName(String attribute) {
    return attribute.replaceAll("[^A-Za-z0-9_-]", "_");
  }

  private String importance() {
    List<BarChart.Bar> bars =
        global.importance().stream()
            .limit(SHOWN)
            .map(i -> new BarChart.Bar(i.column(), i.value(), i.interval()))
            .toList();
    return new BarChart(
            "What the model pays attention to",
            "Mean size of each column's contribution over "
                + attributions.rows()
                + " rows, by "
                + global.method()
                + ". Lines are 95 % bootstrap intervals.",
            "mean |contribution| to the " + unit,
            bars)
        .toSvg();
  }

  private String beeswarm() {
    List<BeeswarmChart.Row> shown = new ArrayList<>();
    for (int column : Arrays.copyOf(attributions.ranking(), Math.min(SHOWN, columns()))) {
      String name = attributions.columns().get(column);
      shown.add(new BeeswarmChart.Row(name, attributions.ofColumn(column), height(name)));
    }
    return new BeeswarmChart(
            "How each column moves decisions",
            "One point a row and column: right of zero the column speaks for the favourable"
                + " outcome, left of it against. Blue is a low value of the column, orange a high"
                + " one, grey a text.",
            "contribution to the " + unit,
            shown)
        .toSvg();
  }

  private int columns() {
    return attributions.columns().size();
  }

  /** Where each value stands among the column's, from 0 to 1; NaN for texts and missing ones. */
  private double[] height(String column) {
    double[] out = new double[rows.rows()];
    switch (rows.column(column)) {
      case Frame.Texts texts -> Arrays.fill(out, Double.NaN);
      case Frame.Numbers(double[] values) -> {
        double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        for (int row = 0; row < out.length; row++) {
          int below = Arrays.binarySearch(sorted, values[row]);
          out[row] =
              Double.isNaN(values[row]) || sorted.length < 2
                  ? Double.NaN
                  : Math.clamp((below < 0 ? ~below : below) / (sorted.length - 1.0), 0, 1);
        }
      }
    }
    return out;
  }

  private String dependence(int column) {
    String name = attributions.columns().get(column);
    double[] contributions = attributions.ofColumn(column);
    return switch (rows.column(name)) {
      case Frame.Numbers(double[] values) -> scatter(name, values, contributions);
      case Frame.Texts(@Nullable String[] values) -> byValue(name, values, contributions);
    };
  }

  private String scatter(String name, double[] values, double[] contributions) {
    Axis x = Axis.around(name, values);
    Axis y = Axis.around("contribution to the " + unit, contributions);
    return new LineChart(
            "Contribution of " + name,
            "One point a row: the column's value and what it contributes.",
            x,
            y,
            List.of(new LineChart.Series(name, values, contributions, LineChart.Mark.POINTS)),
            List.of(LineChart.Guide.level(x, 0)))
        .toSvg();
  }

  private String byValue(String name, @Nullable String[] values, double[] contributions) {
    Map<String, List<Double>> byValue = new TreeMap<>();
    for (int row = 0; row < values.length; row++) {
      String value = values[row] == null ? "(missing)" : values[row];
      byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(contributions[row]);
    }
    List<IntervalChart.Row> shown = new ArrayList<>();
    byValue.forEach((value, found) -> shown.add(row(value, found)));
    shown.sort((a, b) -> Double.compare(number(b.value()), number(a.value())));
    return new IntervalChart(
            "Contribution of " + name,
            "By value of the column: the median contribution and where 90 % of them lie.",
            Axis.around("contribution to the " + unit, contributions),
            null,
            shown.subList(0, Math.min(VALUES, shown.size())))
        .toSvg();
  }

  private static double number(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  private static IntervalChart.Row row(String value, List<Double> contributions) {
    double[] sorted = contributions.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int last = sorted.length - 1;
    Interval most =
        new Interval(
            sorted[(int) Math.floor(last * 0.05)],
            sorted[(int) Math.ceil(last * 0.95)],
            0.9,
            "percentiles");
    return new IntervalChart.Row(value + " (" + sorted.length + ")", sorted[last / 2], most, null);
  }

  private String groups(String attribute, Map<String, Map<String, Double>> groups) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (int column : Arrays.copyOf(attributions.ranking(), Math.min(GROUPED, columns()))) {
      String name = attributions.columns().get(column);
      groups.forEach(
          (group, means) ->
              bars.add(
                  new BarChart.Bar(name + " · " + group, means.getOrDefault(name, 0.0), null)));
    }
    return new BarChart(
            "What moves decisions, by " + attribute,
            "Mean contribution of the most important columns for each group of " + attribute + ".",
            "mean contribution to the " + unit,
            bars)
        .toSvg();
  }
}
