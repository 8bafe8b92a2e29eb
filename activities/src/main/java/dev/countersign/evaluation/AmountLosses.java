package dev.countersign.evaluation;

import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.gate.Interval;
import dev.countersign.stats.CoefficientOfDetermination;
import dev.countersign.stats.Magnitudes;
import dev.countersign.stats.Mean;
import dev.countersign.stats.PairedEstimates;
import dev.countersign.stats.PairedMoments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * What is lost in predicted numbers. A mean's loss is the mean of every row's own; functions of
 * means are compared by the interval of either and by how both hang together on the same rows.
 */
final class AmountLosses implements OutcomeLosses<Amounts> {
  private static final String OF = "predictions";

  @Override
  public List<Loss> performance(Paired<Amounts> rows) {
    List<Loss> losses = new ArrayList<>();
    if (rows.release().n() > 0) {
      losses.add(absolute(rows));
      losses.add(squared(rows));
      losses.add(bias(rows));
      explained(rows, losses);
      area(rows, losses);
    }
    return losses;
  }

  private static Loss absolute(Paired<Amounts> rows) {
    Mean mean = Mean.of(joined(rows, Amounts::absoluteErrors, (now, was) -> now - was));
    return PairedDrop.ofMean(mean)
        .loss(
            "mean-absolute-error",
            OF,
            "release − incumbent of the mean of |prediction − label|; the same rows",
            mean.n(),
            mean.value());
  }

  /** The interval of either, and how their squares hang together. */
  private static Loss squared(Paired<Amounts> rows) {
    Paired<double[]> squares =
        new Paired<>(squares(rows.release().errors()), squares(rows.serving().errors()));
    Mean now = Mean.of(squares.release());
    Mean was = Mean.of(squares.serving());
    double correlation = PairedMoments.ofMeans(squares.release(), squares.serving()).correlation();
    PairedEstimates estimates =
        new PairedEstimates(
            Math.sqrt(now.value()),
            level -> AmountFigures.root(now.interval(level)),
            Math.sqrt(was.value()),
            level -> AmountFigures.root(was.interval(level)),
            correlation);
    return new Loss(
        "root-mean-squared-error",
        OF,
        "release − incumbent of √ of the mean of (prediction − label)²; the same rows",
        now.n(),
        Measure.of(estimates.one() - estimates.other(), now.n() < 2 ? null : estimates::difference),
        null);
  }

  private static double[] squares(double[] errors) {
    return Arrays.stream(errors).map(error -> error * error).toArray();
  }

  /** The mean error counts by its distance from 0. */
  private static Loss bias(Paired<Amounts> rows) {
    Mean now = Mean.of(rows.release().errors());
    Mean was = Mean.of(rows.serving().errors());
    Mean difference = Mean.of(joined(rows, Amounts::errors, (one, other) -> one - other));
    Mean sum = Mean.of(joined(rows, Amounts::errors, Double::sum));
    return new Loss(
        "mean-error",
        OF,
        "release − incumbent of |mean of (prediction − label)|; the same rows",
        difference.n(),
        Measure.of(
            Math.abs(now.value()) - Math.abs(was.value()),
            difference.n() < 2
                ? null
                : level ->
                    magnitudes(
                        level, difference::interval, sum::interval, now::interval, was::interval)),
        null);
  }

  /** The interval of either, and how the rows' influences hang together. */
  private static void explained(Paired<Amounts> rows, List<Loss> losses) {
    double[] actual = rows.release().actual();
    if (Arrays.stream(actual).distinct().limit(2).count() < 2) {
      return;
    }
    CoefficientOfDetermination now =
        CoefficientOfDetermination.of(actual, rows.release().predicted());
    CoefficientOfDetermination was =
        CoefficientOfDetermination.of(actual, rows.serving().predicted());
    PairedEstimates estimates =
        new PairedEstimates(
            was.value(),
            was::interval,
            now.value(),
            now::interval,
            CoefficientOfDetermination.correlation(
                actual, rows.serving().predicted(), rows.release().predicted()));
    losses.add(
        new Loss(
            "r-squared",
            OF,
            "incumbent − release of 1 − Σ(label − prediction)² / Σ(label − mean label)²; the same"
                + " rows",
            now.n(),
            Measure.of(was.value() - now.value(), estimates::difference),
            null));
  }

  /** Numbers are ranked by how far they lie within the favourable range. */
  private static void area(Paired<Amounts> rows, List<Loss> losses) {
    ScoredRows release = ranked(rows.release());
    Measure now = Performance.ROC_AUC.of(Scored.of(release));
    ScoredRows serving = ranked(rows.serving());
    Measure was = Performance.ROC_AUC.of(Scored.of(serving));
    if (now.value() != null && was.value() != null) {
      losses.add(
          PairedDrop.of(Performance.ROC_AUC, release, serving)
              .loss(
                  "roc-auc",
                  OF,
                  "incumbent − release of P(prediction of a favourable row lies farther within the"
                      + " favourable range than that of an unfavourable one), ties ½; the same"
                      + " rows",
                  release.n(),
                  was.value() - now.value()));
    }
  }

  private static ScoredRows ranked(Amounts rows) {
    boolean[] favourable = new boolean[rows.n()];
    for (int row = 0; row < favourable.length; row++) {
      favourable[row] = rows.favourable().contains(rows.actual()[row]);
    }
    return new ScoredRows(favourable, rows.scores(), new boolean[favourable.length]);
  }

  @Override
  public List<Loss> parity(Paired<Amounts> group, Paired<Amounts> reference) {
    return Arrays.stream(AmountContrast.values())
        .map(contrast -> parity(contrast, group, reference))
        .toList();
  }

  private static Loss parity(
      AmountContrast contrast, Paired<Amounts> group, Paired<Amounts> reference) {
    int n = group.release().n();
    return new Loss(
        contrast.id, OF, Parity.CONVENTION, n, distance(contrast, group, reference), null);
  }

  private static Measure distance(
      AmountContrast contrast, Paired<Amounts> group, Paired<Amounts> reference) {
    String empty = AmountContrast.empty(group.release().n(), reference.release().n());
    if (empty != null) {
      return Measure.missing(empty);
    }
    Contrast difference = Contrast.of(group, reference, contrast, (now, was) -> now - was);
    Contrast sum = Contrast.of(group, reference, contrast, Double::sum);
    Contrast now = Contrast.of(group, reference, contrast, (one, other) -> one);
    Contrast was = Contrast.of(group, reference, contrast, (one, other) -> other);
    return Measure.of(
        Math.abs(now.value()) - Math.abs(was.value()),
        now.isAlone()
            ? null
            : level ->
                magnitudes(
                    level, difference::interval, sum::interval, now::interval, was::interval));
  }

  /** A mean of the group's rows, and of the reference's. */
  private record Contrast(Mean group, Mean reference) {
    static Contrast of(
        Paired<Amounts> group,
        Paired<Amounts> reference,
        AmountContrast contrast,
        DoubleBinaryOperator of) {
      return new Contrast(
          Mean.of(joined(group, contrast.rows, of)), Mean.of(joined(reference, contrast.rows, of)));
    }

    double value() {
      return group.value() - reference.value();
    }

    /** Whether rows are too few to say how uncertain it is. */
    boolean isAlone() {
      return group.n() < 2 || reference.n() < 2;
    }

    Interval interval(double confidence) {
      return group.minus(reference, confidence);
    }
  }

  private static Interval magnitudes(
      double confidence,
      DoubleFunction<Interval> difference,
      DoubleFunction<Interval> sum,
      DoubleFunction<Interval> now,
      DoubleFunction<Interval> was) {
    double each = Magnitudes.each(confidence);
    return Magnitudes.difference(
        difference.apply(each), sum.apply(each), now.apply(each), was.apply(each), confidence);
  }

  private static double[] joined(
      Paired<Amounts> rows, Function<Amounts, double[]> values, DoubleBinaryOperator of) {
    double[] joined = values.apply(rows.release());
    double[] serving = values.apply(rows.serving());
    double[] both = new double[joined.length];
    Arrays.setAll(both, row -> of.applyAsDouble(joined[row], serving[row]));
    return both;
  }
}
