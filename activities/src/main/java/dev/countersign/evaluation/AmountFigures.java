package dev.countersign.evaluation;

import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Interval;
import dev.countersign.gates.Figure;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.CoefficientOfDetermination;
import dev.countersign.stats.Mean;
import dev.countersign.stats.RocArea;
import java.util.List;
import java.util.function.Function;

/** What is measured where the label is a number. */
final class AmountFigures implements OutcomeFigures<Amounts> {

  /** A comparison of a group's mean with the reference's. */
  private enum Contrast {
    MEAN_PREDICTION_DIFFERENCE(
        "mean-prediction-difference",
        "mean prediction of the group − of the reference",
        Amounts::predicted),
    MEAN_ERROR_DIFFERENCE(
        "mean-error-difference",
        "mean of (prediction − label) of the group − of the reference",
        Amounts::errors),
    MEAN_ABSOLUTE_ERROR_DIFFERENCE(
        "mean-absolute-error-difference",
        "mean of |prediction − label| of the group − of the reference",
        Amounts::absoluteErrors);

    final String id;
    final String convention;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    final Function<Amounts, double[]> values;

    Contrast(String id, String convention, Function<Amounts, double[]> values) {
      this.id = id;
      this.convention = convention;
      this.values = values;
    }

    Figure of(Amounts group, Amounts reference) {
      Figure figure = Figure.of(id).ratesOf("predictions").convention(convention).rows(group.n());
      if (group.n() == 0 || reference.n() == 0) {
        return figure.note(group.n() == 0 ? "The group has no row." : "The reference has no row.");
      }
      Mean own = Mean.of(values.apply(group));
      Mean other = Mean.of(values.apply(reference));
      boolean known = own.n() > 1 && other.n() > 1;
      return figure
          .value(own.value() - other.value())
          .interval(known ? own.minus(other, Measure.CONFIDENCE) : null)
          .chanceOutside(bounds -> outside(bounds, own, other));
    }

    private static double outside(Bounds bounds, Mean own, Mean other) {
      return ChanceOutside.ofNormal(bounds, Math.hypot(own.standardError(), other.standardError()));
    }
  }

  @Override
  public List<Figure> compare(Amounts group, Amounts reference) {
    return List.of(Contrast.values()).stream().map(c -> c.of(group, reference)).toList();
  }

  @Override
  public List<Figure> of(Amounts rows) {
    return List.of(absolute(rows), squared(rows), explained(rows), error(rows), area(rows));
  }

  private static Figure figure(String id, String convention, Amounts rows) {
    Figure figure = Figure.of(id).ratesOf("predictions").convention(convention).rows(rows.n());
    return rows.n() == 0 ? figure.note("There is no row.") : figure;
  }

  private static Figure absolute(Amounts rows) {
    Figure figure = figure("mean-absolute-error", "mean of |prediction − label|", rows);
    return rows.n() == 0 ? figure : mean(figure, Mean.of(rows.absoluteErrors()));
  }

  /** Of ranks, so numbers serve as scores. */
  private static Figure area(Amounts rows) {
    Figure figure =
        figure(
            "roc-auc",
            "P(the prediction of a favourable row lies farther within the favourable range than"
                + " that of an unfavourable one), ties ½",
            rows);
    boolean[] favourable = new boolean[rows.n()];
    int hits = 0;
    for (int row = 0; row < favourable.length; row++) {
      favourable[row] = rows.favourable().contains(rows.actual()[row]);
      hits += favourable[row] ? 1 : 0;
    }
    if (hits == 0 || hits == rows.n()) {
      return rows.n() == 0 ? figure : figure.note("All rows have the same label.");
    }
    ScoreCounts counts = ScoreCounts.of(rows.scores(), favourable);
    RocArea area = RocArea.of(counts.favourable(), counts.unfavourable());
    return figure.value(area.auc()).interval(area.interval(Measure.CONFIDENCE));
  }

  private static Figure error(Amounts rows) {
    Figure figure = figure("mean-error", "mean of (prediction − label), signed", rows);
    return rows.n() == 0 ? figure : mean(figure, Mean.of(rows.errors()));
  }

  private static Figure mean(Figure figure, Mean mean) {
    return figure
        .value(mean.value())
        .interval(mean.n() < 2 ? null : mean.interval(Measure.CONFIDENCE));
  }

  /** Its interval is that of the mean squared error, roots taken of the ends. */
  private static Figure squared(Amounts rows) {
    Figure figure =
        figure("root-mean-squared-error", "√ of the mean of (prediction − label)²", rows);
    if (rows.n() == 0) {
      return figure;
    }
    double[] squares = rows.errors();
    for (int row = 0; row < squares.length; row++) {
      squares[row] *= squares[row];
    }
    Mean mean = Mean.of(squares);
    figure.value(Math.sqrt(mean.value()));
    if (mean.n() > 1) {
      Interval of = mean.interval(Measure.CONFIDENCE);
      figure.interval(
          new Interval(
              Math.sqrt(Math.max(0, of.low())),
              Math.sqrt(of.high()),
              of.confidence(),
              of.method() + ", root"));
    }
    return figure;
  }

  private static Figure explained(Amounts rows) {
    Figure figure =
        figure("r-squared", "1 − Σ(label − prediction)² / Σ(label − mean label)²", rows);
    if (rows.n() == 0) {
      return figure;
    }
    try {
      CoefficientOfDetermination explained =
          CoefficientOfDetermination.of(rows.actual(), rows.predicted());
      return figure.value(explained.value()).interval(explained.interval(Measure.CONFIDENCE));
    } catch (IllegalArgumentException same) {
      return figure.note("All labels are the same number: there is nothing to explain.");
    }
  }
}
