package dev.countersign.evaluation;

import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.gate.Interval;
import dev.countersign.plot.Axis;
import dev.countersign.plot.DensityChart;
import dev.countersign.plot.DensityChart.Level;
import dev.countersign.plot.DensityChart.Named;
import dev.countersign.plot.DensityChart.Panel;
import dev.countersign.plot.LineChart.Guide;
import dev.countersign.stats.CoefficientOfDetermination;
import dev.countersign.stats.Mean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Predicted numbers against what came of them. */
final class AmountPlots {
  /** Axes show all but this share of a part's rows at either end, and a tenth more. */
  private static final double TAIL = 0.005;

  private AmountPlots() {}

  /**
   * Rows of one panel.
   *
   * @param facts of all of the part's rows
   * @param predicted of those drawn
   * @param actual likewise
   * @param residuals likewise
   */
  private record Rows(
      String name, AmountFacts facts, double[] predicted, double[] actual, double[] residuals) {}

  /**
   * Residuals, and predicted against actual numbers; by kind.
   *
   * @param parts one panel each; those without rows have none
   * @param by what the parts are, for example {@code by sex}; empty for all rows
   * @param sampled which part of the rows is drawn, in words; empty where all are
   */
  static Map<String, String> of(List<Part> parts, String by, Optional<String> sampled) {
    List<Rows> panels = new ArrayList<>();
    for (Part part : parts) {
      Amounts own = part.drawn();
      if (own != null && own.n() > 0 && part.scored().outcome() instanceof AmountFacts facts) {
        double[] residuals = Arrays.stream(own.errors()).map(error -> -error).toArray();
        panels.add(new Rows(part.name(), facts, own.predicted(), own.actual(), residuals));
      }
    }
    String drawn = sampled.map(some -> " Drawn: " + some + "; figures are of all.").orElse("");
    Map<String, String> plots = new LinkedHashMap<>();
    plots.put("residuals", residuals(panels, by, drawn));
    plots.put("predicted-actual", predictedActual(panels, by, drawn));
    return plots;
  }

  private static String residuals(List<Rows> parts, String by, String drawn) {
    Axis x = axis("prediction", parts.stream().map(Rows::predicted).toList());
    Axis y = axis("label − prediction", parts.stream().map(Rows::residuals).toList());
    List<Panel> panels = new ArrayList<>();
    for (Rows rows : parts) {
      CellCounts cells = counts(x, y, rows.predicted(), rows.residuals());
      Mean error = Objects.requireNonNull(rows.facts().means(), "drawn rows are rows").error();
      double mean = -error.value();
      Interval interval = error.n() < 2 ? null : negative(error.interval(Measure.CONFIDENCE));
      panels.add(
          new Panel(
              rows.name(),
              cells.counts(),
              cells.trace(rows.name()),
              new Level(mean, interval),
              note("mean", mean, interval, cells),
              rows.facts().n()));
    }
    return new DensityChart(
            "Residuals" + by,
            "Label − prediction against prediction, rows counted in cells: the darker, the more."
                + " Every group's mean residual stands with its 95 % interval; above 0, more came"
                + " than was predicted."
                + drawn,
            x,
            y,
            new Named("no residual", Guide.level(x, 0)),
            "mean of a tenth of the rows",
            "mean of all, with 95 % interval",
            panels)
        .toSvg();
  }

  private static Interval negative(Interval of) {
    return new Interval(-of.high(), -of.low(), of.confidence(), of.method());
  }

  private static String predictedActual(List<Rows> parts, String by, String drawn) {
    List<double[]> both = new ArrayList<>();
    for (Rows rows : parts) {
      both.add(rows.predicted());
      both.add(rows.actual());
    }
    Axis x = axis("prediction", both);
    Axis y = Axis.linear("label", x.min(), x.max());
    List<Panel> panels = new ArrayList<>();
    for (Rows rows : parts) {
      CellCounts cells = counts(x, y, rows.predicted(), rows.actual());
      panels.add(
          new Panel(
              rows.name(),
              cells.counts(),
              cells.trace(rows.name()),
              null,
              explained(rows, cells),
              rows.facts().n()));
    }
    return new DensityChart(
            "Labels against predictions" + by,
            "Rows counted in cells: the darker, the more. On the dashed line label and prediction"
                + " are the same; where the orange one lies above it, more came than was"
                + " predicted."
                + drawn,
            x,
            y,
            new Named("label = prediction", new Guide(x.min(), x.min(), x.max(), x.max())),
            "mean of a tenth of the rows",
            null,
            panels)
        .toSvg();
  }

  private static CellCounts counts(Axis x, Axis y, double[] atX, double[] atY) {
    CellCounts cells = new CellCounts(x, y);
    for (int row = 0; row < atX.length; row++) {
      cells.add(atX[row], atY[row]);
    }
    return cells;
  }

  private static String explained(Rows rows, CellCounts cells) {
    CoefficientOfDetermination explained = rows.facts().explained();
    return explained == null
        ? "R² needs two different labels"
        : note("R²", explained.value(), explained.interval(Measure.CONFIDENCE), cells);
  }

  private static String note(
      String name, double value, @Nullable Interval interval, CellCounts cells) {
    String note = name + " " + Axis.format(value);
    if (interval != null) {
      note += " (" + Axis.format(interval.low()) + " to " + Axis.format(interval.high()) + ")";
    }
    return cells.beyond() == 0
        ? note
        : note + String.format(Locale.ROOT, ", %,d beyond the edge", cells.beyond());
  }

  /**
   * Shows nearly all rows of every part, small ones as well: a few that lie far off would leave no
   * room for the others.
   */
  private static Axis axis(String label, List<double[]> parts) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double least = low;
    double most = high;
    for (double[] values : parts) {
      double[] sorted = DoubleStream.of(values).sorted().toArray();
      int last = sorted.length - 1;
      low = Math.min(low, sorted[(int) Math.floor(TAIL * last)]);
      high = Math.max(high, sorted[(int) Math.ceil((1 - TAIL) * last)]);
      least = Math.min(least, sorted[0]);
      most = Math.max(most, sorted[last]);
    }
    double room = (high - low) / 10;
    return Axis.around(label, Math.max(least, low - room), Math.min(most, high + room));
  }
}
