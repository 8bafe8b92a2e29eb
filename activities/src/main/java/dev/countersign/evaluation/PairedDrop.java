package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.DeLong;
import dev.countersign.stats.Mean;
import dev.countersign.stats.Mover;
import dev.countersign.stats.PairedProportions;
import dev.countersign.stats.PairedShares;
import dev.countersign.stats.Proportion;
import dev.countersign.stats.Quantile;
import org.jspecify.annotations.Nullable;

/**
 * What a release loses in one metric against what serves now, on the same rows: both said something
 * about every row, and only the rows they differ on tell them apart.
 *
 * @param interval of the loss, above 0 where the release is worse; null where there is none
 * @param p two-sided p value of the test that there is no loss, and its name; null without one
 */
record PairedDrop(@Nullable Interval interval, @Nullable Test p) {

  /** A paired test's outcome. */
  record Test(String name, double p) {}

  /** Compares both where each could be measured. */
  static PairedDrop of(Performance metric, ScoredRows release, ScoredRows serving) {
    double confidence = Measure.CONFIDENCE;
    return switch (metric) {
      case ACCURACY -> {
        PairedProportions right = right(release, serving, null);
        yield new PairedDrop(
            right.agrestiMin(confidence), new Test("McNemar's mid-p", right.mcNemarMidP()));
      }
      case BALANCED_ACCURACY -> new PairedDrop(balanced(release, serving, confidence), null);
      case PRECISION ->
          new PairedDrop(
              precision(PairedDecisions.of(new Paired<>(release, serving)).cells()), null);
      case F1 ->
          new PairedDrop(f1(PairedDecisions.of(new Paired<>(release, serving)).cells()), null);
      case ROC_AUC -> area(release, serving, confidence);
      case BRIER_SCORE, LOG_LOSS -> losses(metric, release, serving);
      case CALIBRATION_ERROR -> calibration(release, serving, confidence);
    };
  }

  /** Rows only the incumbent decides as labelled, and only the release; of one label or all. */
  private static PairedProportions right(
      ScoredRows release, ScoredRows serving, @Nullable Boolean label) {
    long onlyServing = 0;
    long onlyRelease = 0;
    long rows = 0;
    for (int row = 0; row < release.n(); row++) {
      boolean own = release.favourable()[row];
      if (label != null && own != label) {
        continue;
      }
      rows++;
      boolean now = release.decisions()[row] == own;
      boolean before = serving.decisions()[row] == own;
      onlyServing += before && !now ? 1 : 0;
      onlyRelease += now && !before ? 1 : 0;
    }
    return new PairedProportions(onlyServing, onlyRelease, rows);
  }

  /** Rows of different labels are different people, so the two losses are independent. */
  private static Interval balanced(ScoredRows release, ScoredRows serving, double confidence) {
    PairedProportions favourable = right(release, serving, true);
    PairedProportions unfavourable = right(release, serving, false);
    return Mover.halfSum(
        favourable.difference(),
        favourable.agrestiMin(confidence),
        unfavourable.difference(),
        unfavourable.agrestiMin(confidence));
  }

  /** Precision is a share of the rows decided for. */
  private static @Nullable Interval precision(long[] c) {
    Proportion before = new Proportion(c[0] + c[1], c[0] + c[1] + c[4] + c[5]);
    Proportion now = new Proportion(c[0] + c[2], c[0] + c[2] + c[4] + c[6]);
    return before.isEmpty() || now.isEmpty()
        ? null
        : new PairedShares(before, now, c[0], 0, 0, c[4])
            .difference(share -> share, Measure.CONFIDENCE);
  }

  /** Jaccard's index, which F1 follows from, is one of the rows decided for or favourable. */
  private static @Nullable Interval f1(long[] c) {
    long shared = c[0] + c[1] + c[2] + c[3] + c[4];
    Proportion before = new Proportion(c[0] + c[1], shared + c[5]);
    Proportion now = new Proportion(c[0] + c[2], shared + c[6]);
    return before.isEmpty() || now.isEmpty()
        ? null
        : new PairedShares(before, now, c[0], c[1], c[2], c[3] + c[4])
            .difference(Performance::f1OfJaccard, Measure.CONFIDENCE);
  }

  private static PairedDrop area(ScoredRows release, ScoredRows serving, double confidence) {
    double[] now = release.scores();
    double[] before = serving.scores();
    if (now == null || before == null) {
      return new PairedDrop(null, null);
    }
    DeLong own = DeLong.of(now, release.favourable());
    DeLong other = DeLong.of(before, release.favourable());
    double variance = own.variance() + other.variance() - 2 * own.covariance(other);
    double z = (other.auc() - own.auc()) / Math.sqrt(variance);
    return new PairedDrop(
        other.differenceFrom(own, confidence),
        variance > 0 ? new Test("DeLong's paired test", Quantile.twoSidedTail(z)) : null);
  }

  private static PairedDrop losses(Performance metric, ScoredRows release, ScoredRows serving) {
    double[] now = release.scores();
    double[] before = serving.scores();
    if (now == null || before == null || now.length < 2) {
      return new PairedDrop(null, null);
    }
    double[] losses = metric.losses(now, release.favourable());
    double[] earlier = metric.losses(before, release.favourable());
    for (int row = 0; row < losses.length; row++) {
      losses[row] -= earlier[row];
    }
    return ofMean(Mean.of(losses));
  }

  private static PairedDrop calibration(ScoredRows release, ScoredRows serving, double confidence) {
    double[] now = release.scores();
    double[] before = serving.scores();
    return now == null || before == null
        ? new PairedDrop(null, null)
        : new PairedDrop(
            new CalibrationLoss(now, before, release.favourable()).interval(confidence), null);
  }

  /**
   * The mean of the rows' losses less those of what serves now, by Hall's t and the paired t test.
   */
  static PairedDrop ofMean(Mean losses) {
    return losses.n() < 2
        ? new PairedDrop(null, null)
        : new PairedDrop(
            losses.interval(Measure.CONFIDENCE),
            losses.standardError() > 0 ? new Test("the paired t test", losses.twoSidedP()) : null);
  }

  /** This interval and test of a loss, with what they are of. */
  Loss loss(String metric, String of, String convention, long rows, double value) {
    Measure measure = Measure.of(value, interval == null ? null : level -> interval);
    return new Loss(metric, of, convention, rows, measure, p);
  }
}
