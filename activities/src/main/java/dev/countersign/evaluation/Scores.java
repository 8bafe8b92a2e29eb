package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Mean;
import dev.countersign.stats.Proportion;
import dev.countersign.stats.RocArea;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the scores of some rows.
 *
 * @param counts how they lie
 * @param brier mean of (score − label)²
 * @param logLoss mean of −ln P(label)
 * @param ofFavourable mean score of the rows with the favourable label; null without any
 * @param ofUnfavourable mean score of the others; null without any
 * @param coarse the largest error that came from rounding scores into bins before counting, in
 *     units of the area under the ROC curve; 0 where nothing was rounded
 */
record Scores(
    ScoreCounts counts,
    Mean brier,
    Mean logLoss,
    @Nullable Mean ofFavourable,
    @Nullable Mean ofUnfavourable,
    double coarse) {
  private static final double CLIP = 1e-15;

  /** The scores of rows that were counted one by one; at least one. */
  static Scores exact(ScoreCounts counts) {
    return new Scores(
        counts,
        loss(counts, Scores::brierLoss),
        loss(counts, Scores::logLoss),
        mean(counts.scores(), counts.favourable()),
        mean(counts.scores(), counts.unfavourable()),
        0);
  }

  /** The loss of a row whose own label was given this probability. */
  static double brierLoss(double right) {
    return (1 - right) * (1 - right);
  }

  /** The loss of a row whose own label was given this probability, clipped away from 0 and 1. */
  static double logLoss(double right) {
    return -Math.log(Math.clamp(right, CLIP, 1 - CLIP));
  }

  /**
   * An interval of an area, or of a difference of areas, wider by what ranges may have moved it.
   */
  static Interval widened(Interval of, double coarse, double least) {
    return coarse == 0
        ? of
        : new Interval(
            Math.max(least, of.low() - coarse),
            Math.min(1, of.high() + coarse),
            of.confidence(),
            of.method());
  }

  /**
   * What counting in ranges may have moved the area under the ROC curve by, in words; empty where
   * it moved nothing.
   */
  static Optional<String> coarseness(double coarse) {
    return coarse > 0
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "Scores were counted in ranges where the rows are; that moves the area by %.1g at"
                    + " most, by which its interval is wider.",
                coarse))
        : Optional.empty();
  }

  private static Mean loss(ScoreCounts counts, DoubleUnaryOperator loss) {
    int size = counts.size();
    double[] losses = new double[2 * size];
    long[] times = new long[2 * size];
    for (int i = 0; i < size; i++) {
      losses[i] = loss.applyAsDouble(counts.scores()[i]);
      times[i] = counts.favourable()[i];
      losses[size + i] = loss.applyAsDouble(1 - counts.scores()[i]);
      times[size + i] = counts.unfavourable()[i];
    }
    return Mean.ofCounted(losses, times);
  }

  private static @Nullable Mean mean(double[] scores, long[] times) {
    return Arrays.stream(times).sum() == 0 ? null : Mean.ofCounted(scores, times);
  }

  /** The area under the ROC curve; null unless both labels occur. */
  @Nullable RocArea area() {
    return ofFavourable == null || ofUnfavourable == null
        ? null
        : RocArea.of(counts.favourable(), counts.unfavourable());
  }

  /** The mean score of all rows. */
  double mean() {
    double sum = ofFavourable == null ? 0 : ofFavourable.value() * ofFavourable.n();
    sum += ofUnfavourable == null ? 0 : ofUnfavourable.value() * ofUnfavourable.n();
    return sum / brier.n();
  }

  /** Favourable labels. */
  Proportion favourable() {
    return new Proportion(ofFavourable == null ? 0 : ofFavourable.n(), brier.n());
  }

  /** Share favourable − mean score: calibration in the large. */
  double gap() {
    return favourable().rate() - mean();
  }
}
