package dev.countersign.evaluation;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.plot.Axis;
import dev.countersign.plot.ConfusionChart;
import dev.countersign.plot.IntervalChart;
import dev.countersign.plot.LineChart;
import dev.countersign.plot.LineChart.Guide;
import dev.countersign.plot.LineChart.Mark;
import dev.countersign.plot.LineChart.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The pictures of an evaluation, by file name. */
final class EvaluationPlots {
  private static final int POINTS = 400;
  private static final int PANELS = 12;

  private EvaluationPlots() {}

  static Map<String, String> of(EvaluationSet set, List<Check> checks) {
    Map<String, String> plots = new LinkedHashMap<>();
    plots.put("evaluation-disparate-impact.svg", disparateImpact(checks));
    boolean scored = set.all().scores() != null;
    for (ScoredGroups groups : set.groups()) {
      String name = fileName(groups.attribute());
      plots.put("evaluation-confusion-" + name + ".svg", confusion(groups));
      if (scored && !groups.isIntersection()) {
        Map<String, Scores> parts = parts(set.all(), groups);
        plots.put("evaluation-roc-" + name + ".svg", roc(parts, groups.attribute()));
        plots.put(
            "evaluation-precision-recall-" + name + ".svg",
            precisionRecall(parts, groups.attribute()));
        plots.put(
            "evaluation-calibration-" + name + ".svg", calibration(parts, groups.attribute()));
      }
    }
    if (scored && set.groups().isEmpty()) {
      Map<String, Scores> parts = parts(set.all(), null);
      plots.put("evaluation-calibration.svg", calibration(parts, "score"));
      plots.put("evaluation-roc.svg", roc(parts, "score"));
    }
    return plots;
  }

  /** A name without anything a file system could take amiss. */
  static String fileName(String attribute) {
    String plain =
        attribute.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return plain.isEmpty() ? "attribute" : plain;
  }

  private static String disparateImpact(List<Check> checks) {
    List<Check> shown =
        checks.stream().filter(c -> c.check().equals(Fairness.DISPARATE_IMPACT.id())).toList();
    Bounds bounds =
        shown.stream().map(Check::bounds).filter(Objects::nonNull).findFirst().orElse(null);
    List<IntervalChart.Row> rows =
        shown.stream()
            .map(
                c ->
                    new IntervalChart.Row(
                        c.attribute() + ": " + c.group() + " against " + c.reference(),
                        c.value(),
                        c.interval(),
                        c.verdict()))
            .toList();
    return new IntervalChart(
            "Disparate impact of decisions",
            "Ratio of the group's to the reference's rate of favourable decisions, with 95 %"
                + " intervals; the band is what the policy allows.",
            new Axis("selection rate of group / of reference", 0.2, 5, Axis.Kind.LOG),
            bounds,
            rows)
        .toSvg();
  }

  private static String confusion(ScoredGroups groups) {
    List<ConfusionChart.Panel> panels =
        IntStream.range(0, Math.min(PANELS, groups.groups().size()))
            .mapToObj(
                g -> {
                  Confusion counts = groups.scored().get(g).confusion();
                  return new ConfusionChart.Panel(
                      groups.groups().get(g),
                      counts.truePositive(),
                      counts.falseNegative(),
                      counts.falsePositive(),
                      counts.trueNegative());
                })
            .toList();
    return new ConfusionChart(
            "Labels against decisions by " + groups.attribute(),
            "One table a group; shares are of the rows with the same label.",
            panels)
        .toSvg();
  }

  private static String roc(Map<String, Scores> parts, String attribute) {
    return new LineChart(
            "ROC by " + attribute,
            "True against false positive rate at every threshold, by group; the dashed line is"
                + " chance.",
            Axis.share("false positive rate"),
            Axis.share("true positive rate"),
            curves(
                parts,
                c -> c.falsePositiveRate().rate(),
                c -> c.truePositiveRate().rate(),
                Mark.LINE),
            List.of(Guide.diagonal()))
        .toSvg();
  }

  private static String precisionRecall(Map<String, Scores> parts, String attribute) {
    return new LineChart(
            "Precision and recall by " + attribute,
            "Share of favourable decisions that are right against share of favourable labels found,"
                + " at every threshold, by group.",
            Axis.share("recall (true positive rate)"),
            Axis.share("precision"),
            curves(
                parts,
                c -> c.truePositiveRate().rate(),
                c -> c.precision().isEmpty() ? 1.0 : c.precision().rate(),
                Mark.STEP),
            List.of())
        .toSvg();
  }

  private static String calibration(Map<String, Scores> parts, String attribute) {
    List<Series> series = new ArrayList<>();
    parts.forEach(
        (name, scores) -> {
          Calibration bins = Calibration.equalFrequency(scores.counts(), Calibration.BINS);
          double[] x = bins.bins().stream().mapToDouble(Calibration.Bin::meanScore).toArray();
          double[] y = bins.bins().stream().mapToDouble(b -> b.favourable().rate()).toArray();
          series.add(new Series(name, x, y, Mark.LINE_AND_POINTS));
        });
    return new LineChart(
            "Calibration by " + attribute,
            "Share of favourable labels against mean score, in bins of equal frequency; on the"
                + " dashed line scores keep their promise.",
            Axis.share("mean score"),
            Axis.share("share favourable"),
            series,
            List.of(Guide.diagonal()))
        .toSvg();
  }

  private static List<Series> curves(
      Map<String, Scores> parts,
      Function<Confusion, Double> x,
      Function<Confusion, Double> y,
      Mark mark) {
    List<Series> series = new ArrayList<>();
    parts.forEach(
        (name, scores) -> {
          List<Curves.Point> points = Curves.thin(Curves.points(scores.counts()), POINTS);
          series.add(
              new Series(
                  name,
                  points.stream().mapToDouble(p -> x.apply(p.confusion())).toArray(),
                  points.stream().mapToDouble(p -> y.apply(p.confusion())).toArray(),
                  mark));
        });
    return series;
  }

  /** All rows, then every group that has some. */
  private static Map<String, Scores> parts(Scored all, @Nullable ScoredGroups groups) {
    Map<String, Scores> parts = new LinkedHashMap<>();
    put(parts, "all rows", all);
    if (groups != null) {
      for (int g = 0; g < Math.min(PANELS, groups.groups().size()); g++) {
        put(parts, groups.groups().get(g), groups.scored().get(g));
      }
    }
    return parts;
  }

  private static void put(Map<String, Scores> parts, String name, Scored rows) {
    Scores scores = rows.scores();
    if (scores != null) {
      parts.put(name, scores);
    }
  }
}
