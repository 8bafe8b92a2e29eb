package dev.countersign.evaluation;

import dev.countersign.gate.Bounds;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.Difference;
import dev.countersign.stats.EqualizedOdds;
import dev.countersign.stats.Mover;
import dev.countersign.stats.Proportion;
import dev.countersign.stats.Ratio;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/** Comparisons of a group's decisions with the reference's. */
enum Fairness {
  DISPARATE_IMPACT(
      "disparate-impact", "P(favourable decision | group) / P(favourable decision | reference)"),
  STATISTICAL_PARITY_DIFFERENCE(
      "statistical-parity-difference",
      "P(favourable decision | group) − P(favourable decision | reference)"),
  EQUAL_OPPORTUNITY_DIFFERENCE(
      "equal-opportunity-difference",
      "true positive rate of the group − true positive rate of the reference"),
  AVERAGE_ODDS_DIFFERENCE(
      "average-odds-difference",
      "((TPR group − TPR reference) + (FPR group − FPR reference)) / 2, signed"),
  EQUALIZED_ODDS_DIFFERENCE(
      "equalized-odds-difference", "max(|TPR group − TPR reference|, |FPR group − FPR reference|)");

  final String id;
  final String convention;

  Fairness(String id, String convention) {
    this.id = id;
    this.convention = convention;
  }

  /** Compares two groups by their counts. */
  Measure of(Confusion group, Confusion reference) {
    String empty = empty(group, reference);
    if (empty != null) {
      return Measure.missing(empty);
    }
    Proportion selected = group.selection();
    Proportion selectedReference = reference.selection();
    Proportion right = group.truePositiveRate();
    Proportion rightReference = reference.truePositiveRate();
    Proportion wrong = group.falsePositiveRate();
    Proportion wrongReference = reference.falsePositiveRate();
    return switch (this) {
      case DISPARATE_IMPACT -> ratio(selected, selectedReference);
      case STATISTICAL_PARITY_DIFFERENCE -> difference(selected, selectedReference);
      case EQUAL_OPPORTUNITY_DIFFERENCE -> difference(right, rightReference);
      case AVERAGE_ODDS_DIFFERENCE -> {
        double first = Difference.of(right, rightReference);
        double second = Difference.of(wrong, wrongReference);
        yield Measure.of(
            (first + second) / 2,
            confidence ->
                Mover.halfSum(
                    first,
                    Difference.newcombe(right, rightReference, confidence),
                    second,
                    Difference.newcombe(wrong, wrongReference, confidence)));
      }
      case EQUALIZED_ODDS_DIFFERENCE ->
          Measure.of(
              EqualizedOdds.difference(
                      right, wrong, rightReference, wrongReference, Measure.CONFIDENCE)
                  .value(),
              confidence ->
                  EqualizedOdds.difference(right, wrong, rightReference, wrongReference, confidence)
                      .interval());
    };
  }

  private static Measure ratio(Proportion group, Proportion reference) {
    return Ratio.of(group, reference).isEmpty()
        ? Measure.missing("Nobody of the reference is decided favourably: there is no ratio.")
        : Measure.of(
            Ratio.of(group, reference).getAsDouble(),
            confidence -> Ratio.katz(group, reference, confidence));
  }

  private static Measure difference(Proportion group, Proportion reference) {
    return Measure.of(
        Difference.of(group, reference),
        confidence -> Difference.newcombe(group, reference, confidence));
  }

  /** Which denominator has no rows, in words; null when all have some. */
  private @Nullable String empty(Confusion group, Confusion reference) {
    List<Proportion> needed =
        switch (this) {
          case DISPARATE_IMPACT, STATISTICAL_PARITY_DIFFERENCE ->
              List.of(group.selection(), reference.selection());
          case EQUAL_OPPORTUNITY_DIFFERENCE ->
              List.of(group.truePositiveRate(), reference.truePositiveRate());
          case AVERAGE_ODDS_DIFFERENCE, EQUALIZED_ODDS_DIFFERENCE ->
              List.of(
                  group.truePositiveRate(),
                  reference.truePositiveRate(),
                  group.falsePositiveRate(),
                  reference.falsePositiveRate());
        };
    String[] words = {
      "The group has no row with a favourable label.",
      "The reference has no row with a favourable label.",
      "The group has no row with an unfavourable label.",
      "The reference has no row with an unfavourable label."
    };
    for (int i = 0; i < needed.size(); i++) {
      if (needed.get(i).isEmpty()) {
        boolean all = this == DISPARATE_IMPACT || this == STATISTICAL_PARITY_DIFFERENCE;
        return all ? (i == 0 ? "The group has no row." : "The reference has no row.") : words[i];
      }
    }
    return null;
  }

  /** How often a truly equal group of this size would leave the bounds, in [0, 1]. */
  double chanceOutside(Bounds bounds, Confusion group, Confusion reference) {
    Proportion right = group.truePositiveRate();
    Proportion rightReference = reference.truePositiveRate();
    Proportion wrong = group.falsePositiveRate();
    Proportion wrongReference = reference.falsePositiveRate();
    return switch (this) {
      case DISPARATE_IMPACT ->
          ChanceOutside.ofRatio(bounds, group.selection(), reference.selection());
      case STATISTICAL_PARITY_DIFFERENCE ->
          ChanceOutside.ofDifference(bounds, group.selection(), reference.selection());
      case EQUAL_OPPORTUNITY_DIFFERENCE ->
          ChanceOutside.ofDifference(bounds, right, rightReference);
      case AVERAGE_ODDS_DIFFERENCE ->
          normalOutside(
              bounds, Math.hypot(spread(right, rightReference), spread(wrong, wrongReference)) / 2);
      case EQUALIZED_ODDS_DIFFERENCE ->
          ChanceOutside.ofEqualizedOdds(bounds, right, wrong, rightReference, wrongReference);
    };
  }

  /** The standard deviation of the difference of two rates that are truly equal. */
  private static double spread(Proportion one, Proportion other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double pooled = one.plus(other).rate();
    return Math.sqrt(pooled * (1 - pooled) * (1.0 / one.trials() + 1.0 / other.trials()));
  }

  /** How often a normal number around 0 leaves the bounds; always where its spread has no end. */
  private static double normalOutside(Bounds bounds, double spread) {
    if (spread == 0 || Double.isInfinite(spread)) {
      return spread == 0 && bounds.contain(0) ? 0 : 1;
    }
    NormalDistribution normal = NormalDistribution.of(0, spread);
    double below = bounds.min() == null ? 0 : normal.cumulativeProbability(bounds.min());
    double above = bounds.max() == null ? 0 : normal.survivalProbability(bounds.max());
    return below + above;
  }
}
