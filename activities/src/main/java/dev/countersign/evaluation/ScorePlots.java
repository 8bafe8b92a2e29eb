package dev.countersign.evaluation;

import dev.countersign.plot.Axis;
import dev.countersign.plot.LineChart;
import dev.countersign.plot.LineChart.Guide;
import dev.countersign.plot.LineChart.Mark;
import dev.countersign.plot.LineChart.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Curves of what ranks decisions: probabilities, or how far numbers lie within a range. */
final class ScorePlots {
  private static final int POINTS = 400;

  private ScorePlots() {}

  /**
   * ROC and precision–recall where something ranks the rows, calibration where it is a probability;
   * by kind.
   *
   * @param parts one curve each
   * @param by what the parts are, for example {@code by sex}; empty for all rows
   */
  static Map<String, String> of(List<Part> parts, String by) {
    Map<String, ScoreCounts> ranked = new LinkedHashMap<>();
    Map<String, ScoreCounts> probable = new LinkedHashMap<>();
    for (Part part : parts) {
      ScoreCounts ranks = part.ranks();
      if (ranks != null) {
        ranked.put(part.name(), ranks);
      }
      if (ranks != null && part.scored().scores() != null) {
        probable.put(part.name(), ranks);
      }
    }
    Map<String, String> plots = new LinkedHashMap<>();
    String of = by + against(parts.getFirst());
    if (!ranked.isEmpty()) {
      plots.put("roc", roc(ranked, of));
      plots.put("precision-recall", precisionRecall(ranked, of));
    }
    if (!probable.isEmpty()) {
      plots.put("calibration", calibration(probable, of));
    }
    return plots;
  }

  private static String against(Part part) {
    return switch (part.scored().outcome()) {
      case null -> "";
      case AmountFacts amounts -> ": favourable numbers against the others";
      case ClassFacts classes -> ": the favourable class against the others";
    };
  }

  private static String roc(Map<String, ScoreCounts> parts, String of) {
    return new LineChart(
            "ROC" + of,
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

  private static String precisionRecall(Map<String, ScoreCounts> parts, String of) {
    return new LineChart(
            "Precision and recall" + of,
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

  private static String calibration(Map<String, ScoreCounts> parts, String of) {
    List<Series> series = new ArrayList<>();
    parts.forEach(
        (name, scores) -> {
          Calibration bins = Calibration.equalFrequency(scores, Calibration.BINS);
          double[] x = bins.bins().stream().mapToDouble(Calibration.Bin::meanScore).toArray();
          double[] y = bins.bins().stream().mapToDouble(b -> b.favourable().rate()).toArray();
          series.add(new Series(name, x, y, Mark.LINE_AND_POINTS));
        });
    return new LineChart(
            "Calibration" + of,
            "Share of favourable labels against mean score, in bins of equal frequency; on the"
                + " dashed line scores keep their promise.",
            Axis.share("mean score"),
            Axis.share("share favourable"),
            series,
            List.of(Guide.diagonal()))
        .toSvg();
  }

  private static List<Series> curves(
      Map<String, ScoreCounts> parts,
      ToDoubleFunction<Confusion> x,
      ToDoubleFunction<Confusion> y,
      Mark mark) {
    List<Series> series = new ArrayList<>();
    parts.forEach(
        (name, scores) -> {
          List<Confusion> points = Curves.points(scores, POINTS);
          series.add(
              new Series(
                  name,
                  points.stream().mapToDouble(x).toArray(),
                  points.stream().mapToDouble(y).toArray(),
                  mark));
        });
    return series;
  }
}
