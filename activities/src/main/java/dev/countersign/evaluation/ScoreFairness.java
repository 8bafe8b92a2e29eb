package dev.countersign.evaluation;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Interval;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.Difference;
import dev.countersign.stats.Mean;
import dev.countersign.stats.Proportion;
import dev.countersign.stats.RocArea;
import org.jspecify.annotations.Nullable;

/** Comparisons of a group's scores with the reference's. */
enum ScoreFairness implements Comparison {
  ROC_AUC_DIFFERENCE(
      "roc-auc-difference", "area under the ROC curve of the group − of the reference") {
    @Override
    Measure between(Scores group, Scores reference) {
      RocArea own = group.area();
      RocArea other = reference.area();
      return own == null || other == null
          ? Measure.missing("A group whose rows all have the same label has no ROC curve.")
          : Measure.of(
              own.auc() - other.auc(),
              confidence ->
                  Scores.widened(
                      own.minus(other, confidence), group.coarse() + reference.coarse(), -1));
    }

    @Override
    double spread(Scores group, Scores reference) {
      RocArea own = group.area();
      RocArea other = reference.area();
      return own == null || other == null
          ? Double.POSITIVE_INFINITY
          : Math.sqrt(own.variance() + other.variance());
    }
  },
  /**
   * Given the scores, the favourable labels of a calibrated model vary no more than if all had the
   * mean score (Hoeffding 1956, Annals of Mathematical Statistics 27: 713–721), so the interval of
   * the shares is conservative.
   */
  CALIBRATION_GAP_DIFFERENCE(
      "calibration-gap-difference",
      "(share favourable − mean score) of the group − of the reference") {
    @Override
    Measure between(Scores group, Scores reference) {
      double expected = group.mean() - reference.mean();
      return Measure.of(
          group.gap() - reference.gap(),
          confidence -> {
            Interval shares =
                Difference.newcombe(group.favourable(), reference.favourable(), confidence);
            return new Interval(
                shares.low() - expected,
                shares.high() - expected,
                confidence,
                "Newcombe, scores taken as given");
          });
    }

    @Override
    double spread(Scores group, Scores reference) {
      Proportion own = group.favourable();
      Proportion other = reference.favourable();
      double rate = own.plus(other).rate();
      return Math.sqrt(rate * (1 - rate) * (1.0 / own.trials() + 1.0 / other.trials()));
    }
  },
  POSITIVE_CLASS_BALANCE(
      "positive-class-balance",
      "mean score of the group's rows with a favourable label − of the reference's (Kleinberg,"
          + " Mullainathan and Raghavan 2016)") {
    @Override
    Measure between(Scores group, Scores reference) {
      return means(group.ofFavourable(), reference.ofFavourable());
    }

    @Override
    double spread(Scores group, Scores reference) {
      return together(group.ofFavourable(), reference.ofFavourable());
    }
  },
  NEGATIVE_CLASS_BALANCE(
      "negative-class-balance",
      "mean score of the group's rows with an unfavourable label − of the reference's (Kleinberg,"
          + " Mullainathan and Raghavan 2016)") {
    @Override
    Measure between(Scores group, Scores reference) {
      return means(group.ofUnfavourable(), reference.ofUnfavourable());
    }

    @Override
    double spread(Scores group, Scores reference) {
      return together(group.ofUnfavourable(), reference.ofUnfavourable());
    }
  };

  private final String id;
  private final String convention;

  ScoreFairness(String id, String convention) {
    this.id = id;
    this.convention = convention;
  }

  abstract Measure between(Scores group, Scores reference);

  /** The standard error of the comparison. */
  abstract double spread(Scores group, Scores reference);

  @Override
  public String id() {
    return id;
  }

  @Override
  public String convention() {
    return convention;
  }

  @Override
  public String of() {
    return "scores";
  }

  @Override
  public boolean always() {
    return false;
  }

  @Override
  public double parity() {
    return 0;
  }

  @Override
  public Measure of(Scored group, Scored reference) {
    Scores own = group.scores();
    Scores other = reference.scores();
    if (own == null || other == null) {
      boolean empty = group.n() == 0 || reference.n() == 0;
      return Measure.missing(
          empty
              ? (group.n() == 0 ? "The group has no row." : "The reference has no row.")
              : "There are decisions, but no scores.");
    }
    return between(own, other);
  }

  @Override
  public double chanceOutside(Bounds bounds, Scored group, Scored reference) {
    Scores own = group.scores();
    Scores other = reference.scores();
    return own == null || other == null ? 1 : ChanceOutside.ofNormal(bounds, spread(own, other));
  }

  private static Measure means(@Nullable Mean own, @Nullable Mean other) {
    if (own == null || other == null) {
      return Measure.missing("A group has no row with such a label.");
    }
    return Measure.of(
        own.value() - other.value(),
        own.n() < 2 || other.n() < 2 ? null : confidence -> own.minus(other, confidence));
  }

  private static double together(@Nullable Mean own, @Nullable Mean other) {
    return own == null || other == null
        ? Double.POSITIVE_INFINITY
        : Math.hypot(own.standardError(), other.standardError());
  }
}
