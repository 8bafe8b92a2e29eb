package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.gates.Figure;
import dev.countersign.stats.CoefficientOfDetermination;
import dev.countersign.stats.Mean;
import dev.countersign.stats.RocArea;
import java.util.List;

/** What is measured where the label is a number. */
final class AmountFigures implements OutcomeFigures<AmountFacts> {

  @Override
  public List<Contrast> compare(AmountFacts group, AmountFacts reference) {
    return List.of(AmountContrast.values()).stream().map(c -> c.of(group, reference)).toList();
  }

  @Override
  public List<Figure> of(AmountFacts rows) {
    return List.of(absolute(rows), squared(rows), explained(rows), error(rows), area(rows));
  }

  private static Figure figure(String id, String convention, AmountFacts rows) {
    Figure figure = Figure.of(id).ratesOf("predictions").convention(convention).rows(rows.n());
    return rows.n() == 0 ? figure.note("There is no row.") : figure;
  }

  private static Figure absolute(AmountFacts rows) {
    Figure figure = figure("mean-absolute-error", "mean of |prediction − label|", rows);
    return rows.means() == null ? figure : mean(figure, rows.means().absolute());
  }

  /** Of ranks, so numbers serve as scores. */
  private static Figure area(AmountFacts rows) {
    Figure figure =
        figure(
            "roc-auc",
            "P(the prediction of a favourable row lies farther within the favourable range than"
                + " that of an unfavourable one), ties ½",
            rows);
    if (rows.n() == 0) {
      return figure;
    }
    ScoreCounts counts = rows.ranks();
    if (counts.isOfOneLabel()) {
      return figure.note("All rows have the same label.");
    }
    RocArea area = RocArea.of(counts.favourable(), counts.unfavourable());
    Scores.coarseness(rows.coarse()).ifPresent(figure::note);
    Interval interval = area.interval(Measure.CONFIDENCE);
    return figure.value(area.auc()).interval(Scores.widened(interval, rows.coarse(), 0));
  }

  private static Figure error(AmountFacts rows) {
    Figure figure = figure("mean-error", "mean of (prediction − label), signed", rows);
    return rows.means() == null ? figure : mean(figure, rows.means().error());
  }

  private static Figure mean(Figure figure, Mean mean) {
    return figure
        .value(mean.value())
        .interval(mean.n() < 2 ? null : mean.interval(Measure.CONFIDENCE));
  }

  /** Its interval is that of the mean squared error, roots taken of the ends. */
  private static Figure squared(AmountFacts rows) {
    Figure figure =
        figure("root-mean-squared-error", "√ of the mean of (prediction − label)²", rows);
    if (rows.means() == null) {
      return figure;
    }
    Mean mean = rows.means().squared();
    figure.value(Math.sqrt(mean.value()));
    if (mean.n() > 1) {
      figure.interval(root(mean.interval(Measure.CONFIDENCE)));
    }
    return figure;
  }

  /** The interval of the root of a mean that is no less than 0. */
  static Interval root(Interval of) {
    return new Interval(
        Math.sqrt(Math.max(0, of.low())),
        Math.sqrt(of.high()),
        of.confidence(),
        of.method() + ", root");
  }

  private static Figure explained(AmountFacts rows) {
    Figure figure =
        figure("r-squared", "1 − Σ(label − prediction)² / Σ(label − mean label)²", rows);
    if (rows.n() == 0) {
      return figure;
    }
    CoefficientOfDetermination explained = rows.explained();
    return explained == null
        ? figure.note("All labels are the same number: there is nothing to explain.")
        : figure.value(explained.value()).interval(explained.interval(Measure.CONFIDENCE));
  }
}
