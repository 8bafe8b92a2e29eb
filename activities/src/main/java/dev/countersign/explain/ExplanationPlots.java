package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.plot.BarChart;
import dev.countersign.plot.BeeswarmChart;
import dev.countersign.plot.Colouring;
import dev.countersign.plot.FileNames;
import dev.countersign.plot.Palette;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The gate's plots as self-contained SVG, by file name. */
final class ExplanationPlots {
  private static final int SHOWN = 15;
  private static final int DEPENDENCES = 4;
  private static final int GROUPED = 6;

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
    DependencePlots dependence = new DependencePlots(plots.attributions, plots.rows, plots.unit);
    for (int i = 0; i < Math.min(DEPENDENCES, ranking.length); i++) {
      out.put("explainability-dependence-" + (i + 1) + ".svg", dependence.draw(ranking[i]));
    }
    Map<String, String> fileNames = FileNames.of(global.groups().keySet(), ExplanationPlots::plain);
    global
        .groups()
        .forEach(
            (attribute, groups) ->
                out.put(
                    "explainability-groups-" + fileNames.get(attribute) + ".svg",
                    plots.groups(attribute, groups)));
    return out;
  }

  private static String plain(String attribute) {
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
      double[] contributions = attributions.ofColumn(column);
      shown.add(new BeeswarmChart.Row(name, contributions, colouring(name).colours(), null));
    }
    return new BeeswarmChart(
            "How each column moves decisions",
            "One point a row and column: right of zero the column speaks for the favourable"
                + " outcome, left of it against. Blue is a low value of the column, orange a high"
                + " one, grey a text.",
            "",
            "contribution to the " + unit,
            shown,
            BeeswarmChart.lowToHigh())
        .toSvg();
  }

  private int columns() {
    return attributions.columns().size();
  }

  private Colouring colouring(String column) {
    return switch (rows.column(column)) {
      case Frame.Texts texts ->
          new Colouring(column, Collections.nCopies(texts.size(), Palette.MUTED), List.of());
      case Frame.Numbers(double[] values) -> Colouring.byNumber(column, values);
    };
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
