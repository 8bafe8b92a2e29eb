package dev.countersign.evaluation;

import dev.countersign.stats.CoefficientOfDetermination;
import dev.countersign.stats.Mean;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of predicted numbers.
 *
 * @param means null without rows
 * @param explained R²; null with fewer than two different labels
 * @param ranks how far predictions lie within the favourable range, by whether the label does
 * @param coarse the largest error that came from rounding ranks into ranges before counting, in
 *     units of the area under the ROC curve; 0 where nothing was rounded
 */
record AmountFacts(
    @Nullable Means means,
    @Nullable CoefficientOfDetermination explained,
    ScoreCounts ranks,
    double coarse)
    implements OutcomeFacts {

  /**
   * Means over rows.
   *
   * @param predicted of predictions
   * @param error of prediction − label
   * @param absolute of |prediction − label|
   * @param squared of (prediction − label)²
   */
  record Means(Mean predicted, Mean error, Mean absolute, Mean squared) {}

  /** Counts rows. */
  static AmountFacts of(Outcome.Amounts rows) {
    return new AmountFacts(
        rows.n() == 0 ? null : means(rows),
        explained(rows.actual(), rows.predicted()),
        rows.ranks(),
        0);
  }

  private static Means means(Outcome.Amounts rows) {
    double[] errors = rows.errors();
    return new Means(
        Mean.of(rows.predicted()),
        Mean.of(errors),
        Mean.of(rows.absoluteErrors()),
        Mean.of(Arrays.stream(errors).map(error -> error * error).toArray()));
  }

  private static @Nullable CoefficientOfDetermination explained(
      double[] actual, double[] predicted) {
    return Arrays.stream(actual).distinct().limit(2).count() < 2
        ? null
        : CoefficientOfDetermination.of(actual, predicted);
  }

  @Override
  public long n() {
    return means == null ? 0 : means.error().n();
  }
}
