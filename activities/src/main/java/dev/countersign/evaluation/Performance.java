package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Mean;
import dev.countersign.stats.Mover;
import dev.countersign.stats.Proportion;
import dev.countersign.stats.RocArea;

/** How good decisions and scores are, over any rows. */
enum Performance {
  ACCURACY("accuracy", "decisions", "rows decided as labelled / rows", true),
  BALANCED_ACCURACY(
      "balanced-accuracy", "decisions", "(true positive rate + true negative rate) / 2", true),
  PRECISION("precision", "decisions", "P(favourable label | favourable decision)", true),
  F1("f1", "decisions", "2 TP / (2 TP + FP + FN)", true),
  ROC_AUC(
      "roc-auc",
      "scores",
      "P(score of a favourable row > score of an unfavourable one), ties ½",
      true),
  BRIER_SCORE("brier-score", "scores", "mean of (score − label)², label 1 when favourable", false),
  CALIBRATION_ERROR(
      "calibration-error",
      "scores",
      "expected calibration error: mean over rows of |share favourable − mean score| of the row's"
          + " bin, "
          + Calibration.BINS
          + " bins of equal frequency",
      false),
  LOG_LOSS(
      "log-loss", "scores", "mean of −ln P(label), scores clipped to [1e−15, 1 − 1e−15]", false);

  static final int REPLICATES = 2000;
  static final long SEED = 1;

  final String id;
  final String of;
  final String convention;

  /** Whether more is better; what is not grows as the model gets worse. */
  final boolean moreIsBetter;

  Performance(String id, String of, String convention, boolean moreIsBetter) {
    this.id = id;
    this.of = of;
    this.convention = convention;
    this.moreIsBetter = moreIsBetter;
  }

  /** Measures it over these rows. */
  Measure of(Scored rows) {
    if (rows.n() == 0) {
      return Measure.missing("There is no row.");
    }
    Confusion counts = rows.confusion();
    Scores scores = rows.scores();
    return switch (this) {
      case ACCURACY -> share(counts.accuracy());
      case PRECISION ->
          counts.precision().isEmpty()
              ? Measure.missing("Nobody is decided favourably.")
              : share(counts.precision());
      case BALANCED_ACCURACY -> hasBothLabels(counts) ? balanced(counts) : oneLabel();
      case F1 -> f1(counts);
      case ROC_AUC, BRIER_SCORE, CALIBRATION_ERROR, LOG_LOSS ->
          scores == null
              ? Measure.missing("There are decisions, but no scores.")
              : ofScores(scores);
    };
  }

  private Measure ofScores(Scores scores) {
    return switch (this) {
      case ROC_AUC -> {
        RocArea area = scores.area();
        yield area == null
            ? oneLabel()
            : Measure.of(
                area.auc(), level -> Scores.widened(area.interval(level), scores.coarse(), 0));
      }
      case BRIER_SCORE -> mean(scores.brier());
      case LOG_LOSS -> mean(scores.logLoss());
      case CALIBRATION_ERROR -> {
        Calibration bins = Calibration.equalFrequency(scores.counts(), Calibration.BINS);
        yield Measure.of(bins.expectedError(), bins::simultaneous);
      }
      case ACCURACY, BALANCED_ACCURACY, PRECISION, F1 ->
          throw new IllegalStateException(id + " is of decisions");
    };
  }

  /**
   * The loss of every row, of which this is the mean.
   *
   * @throws IllegalStateException if this is no mean of losses
   */
  double[] losses(double[] scores, boolean[] favourable) {
    double[] losses = new double[scores.length];
    for (int row = 0; row < losses.length; row++) {
      double right = favourable[row] ? scores[row] : 1 - scores[row];
      losses[row] =
          switch (this) {
            case BRIER_SCORE -> Scores.brierLoss(right);
            case LOG_LOSS -> Scores.logLoss(right);
            case ACCURACY, BALANCED_ACCURACY, PRECISION, F1, ROC_AUC, CALIBRATION_ERROR ->
                throw new IllegalStateException(id + " is no mean of losses");
          };
    }
    return losses;
  }

  private static Measure share(Proportion share) {
    return Measure.of(share.rate(), share::wilson);
  }

  private static Measure mean(Mean mean) {
    return Measure.of(mean.value(), mean.n() < 2 ? null : mean::interval);
  }

  private static Measure balanced(Confusion counts) {
    Proportion right = counts.truePositiveRate();
    Proportion rejected = counts.trueNegativeRate();
    return Measure.of(
        (right.rate() + rejected.rate()) / 2,
        confidence ->
            Mover.halfSum(
                right.rate(),
                right.wilson(confidence),
                rejected.rate(),
                rejected.wilson(confidence)));
  }

  private static Measure f1(Confusion counts) {
    double value = f1(counts.truePositive(), counts.falseNegative(), counts.falsePositive());
    if (Double.isNaN(value)) {
      return Measure.missing("No row is favourable, by label or by decision.");
    }
    Proportion jaccard =
        new Proportion(
            counts.truePositive(),
            counts.truePositive() + counts.falseNegative() + counts.falsePositive());
    return Measure.of(value, confidence -> f1(jaccard.wilson(confidence)));
  }

  /**
   * F1 is 2J / (1 + J) of Jaccard's index J = TP / (TP + FN + FP), which is a proportion of the
   * rows that are favourable by label or by decision; so its interval is that of J, ends
   * transformed.
   */
  private static Interval f1(Interval jaccard) {
    return new Interval(
        f1OfJaccard(jaccard.low()),
        f1OfJaccard(jaccard.high()),
        jaccard.confidence(),
        jaccard.method() + " of Jaccard's index");
  }

  static double f1OfJaccard(double jaccard) {
    return 2 * jaccard / (1 + jaccard);
  }

  private static double f1(long truePositive, long falseNegative, long falsePositive) {
    return 2.0 * truePositive / (2.0 * truePositive + falsePositive + falseNegative);
  }

  private static boolean hasBothLabels(Confusion counts) {
    return !counts.truePositiveRate().isEmpty() && !counts.falsePositiveRate().isEmpty();
  }

  private static Measure oneLabel() {
    return Measure.missing("All rows have the same label.");
  }
}
