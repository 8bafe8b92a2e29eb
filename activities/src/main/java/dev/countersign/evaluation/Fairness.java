package dev.countersign.evaluation;

import dev.countersign.gate.Bounds;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.Difference;
import dev.countersign.stats.EqualizedOdds;
import dev.countersign.stats.Mover;
import dev.countersign.stats.Proportion;
import dev.countersign.stats.Ratio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comparisons of a group's decisions with the reference's, from the counts of both. */
enum Fairness implements Comparison {
  DISPARATE_IMPACT(
      "disparate-impact",
      "P(favourable decision | group) / P(favourable decision | reference)",
      Form.RATIO,
      true,
      GroupRate.SELECTION),
  STATISTICAL_PARITY_DIFFERENCE(
      "statistical-parity-difference",
      "P(favourable decision | group) − P(favourable decision | reference)",
      Form.DIFFERENCE,
      true,
      GroupRate.SELECTION),
  EQUAL_OPPORTUNITY_DIFFERENCE(
      "equal-opportunity-difference",
      "true positive rate of the group − true positive rate of the reference",
      Form.DIFFERENCE,
      true,
      GroupRate.TRUE_POSITIVE),
  AVERAGE_ODDS_DIFFERENCE(
      "average-odds-difference",
      "((TPR group − TPR reference) + (FPR group − FPR reference)) / 2, signed",
      Form.AVERAGE_ODDS,
      true,
      GroupRate.TRUE_POSITIVE,
      GroupRate.FALSE_POSITIVE),
  EQUALIZED_ODDS_DIFFERENCE(
      "equalized-odds-difference",
      "max(|TPR group − TPR reference|, |FPR group − FPR reference|)",
      Form.EQUALIZED_ODDS,
      true,
      GroupRate.TRUE_POSITIVE,
      GroupRate.FALSE_POSITIVE),
  ERROR_RATE_RATIO(
      "error-rate-ratio",
      "P(decision differs from label | group) / the same of the reference",
      Form.RATIO,
      false,
      GroupRate.ERROR),
  FALSE_POSITIVE_RATE_RATIO(
      "false-positive-rate-ratio",
      "false positive rate of the group / of the reference",
      Form.RATIO,
      false,
      GroupRate.FALSE_POSITIVE),
  FALSE_NEGATIVE_RATE_RATIO(
      "false-negative-rate-ratio",
      "false negative rate of the group / of the reference",
      Form.RATIO,
      false,
      GroupRate.FALSE_NEGATIVE),
  FALSE_DISCOVERY_RATE_RATIO(
      "false-discovery-rate-ratio",
      "false discovery rate of the group / of the reference",
      Form.RATIO,
      false,
      GroupRate.FALSE_DISCOVERY),
  FALSE_OMISSION_RATE_RATIO(
      "false-omission-rate-ratio",
      "false omission rate of the group / of the reference",
      Form.RATIO,
      false,
      GroupRate.FALSE_OMISSION),
  ERROR_RATE_DIFFERENCE(
      "error-rate-difference",
      "P(decision differs from label | group) − the same of the reference",
      Form.DIFFERENCE,
      false,
      GroupRate.ERROR),
  PREDICTIVE_PARITY_DIFFERENCE(
      "predictive-parity-difference",
      "P(favourable label | favourable decision, group) − the same of the reference",
      Form.COMPLEMENTS,
      false,
      GroupRate.FALSE_DISCOVERY);

  private enum Form {
    RATIO,
    DIFFERENCE,
    /** Of what the rates leave to 1. */
    COMPLEMENTS,
    AVERAGE_ODDS,
    EQUALIZED_ODDS
  }

  private final String id;
  private final String convention;
  private final Form form;
  private final boolean always;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<GroupRate> rates;

  Fairness(String id, String convention, Form form, boolean always, GroupRate... rates) {
    this.id = id;
    this.convention = convention;
    this.form = form;
    this.always = always;
    this.rates = List.of(rates);
  }

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
    return "decisions";
  }

  @Override
  public boolean always() {
    return always;
  }

  @Override
  public double parity() {
    return isRatio() ? 1 : 0;
  }

  boolean isRatio() {
    return form == Form.RATIO;
  }

  /** Every rate that is compared. */
  List<GroupRate> rates() {
    return rates;
  }

  /** The rate that is compared; of several the first. */
  GroupRate rate() {
    return rates.getFirst();
  }

  @Override
  public Measure of(Scored group, Scored reference) {
    return of(group.confusion(), reference.confusion());
  }

  /** Compares two groups by their counts. */
  Measure of(Confusion group, Confusion reference) {
    String empty = empty(group, reference);
    if (empty != null) {
      return Measure.missing(empty);
    }
    Proportion own = first(group);
    Proportion other = first(reference);
    return switch (form) {
      case RATIO -> ratio(own, other);
      case DIFFERENCE, COMPLEMENTS -> difference(own, other);
      case AVERAGE_ODDS -> averageOdds(group, reference);
      case EQUALIZED_ODDS ->
          Measure.of(
              equalizedOdds(group, reference, Measure.CONFIDENCE).value(),
              confidence -> equalizedOdds(group, reference, confidence).interval());
    };
  }

  private Proportion first(Confusion counts) {
    Proportion rate = rate().of(counts);
    return form == Form.COMPLEMENTS ? rate.complement() : rate;
  }

  private Measure ratio(Proportion group, Proportion reference) {
    return Ratio.of(group, reference).isEmpty()
        ? Measure.missing("The reference's " + rate().id + " is 0: there is no ratio.")
        : Measure.of(
            Ratio.of(group, reference).getAsDouble(),
            confidence -> Ratio.katz(group, reference, confidence));
  }

  private static Measure difference(Proportion group, Proportion reference) {
    return Measure.of(
        Difference.of(group, reference),
        confidence -> Difference.newcombe(group, reference, confidence));
  }

  private static Measure averageOdds(Confusion group, Confusion reference) {
    Proportion right = group.truePositiveRate();
    Proportion rightReference = reference.truePositiveRate();
    Proportion wrong = group.falsePositiveRate();
    Proportion wrongReference = reference.falsePositiveRate();
    double first = Difference.of(right, rightReference);
    double second = Difference.of(wrong, wrongReference);
    return Measure.of(
        (first + second) / 2,
        confidence ->
            Mover.halfSum(
                first,
                Difference.newcombe(right, rightReference, confidence),
                second,
                Difference.newcombe(wrong, wrongReference, confidence)));
  }

  private static EqualizedOdds equalizedOdds(
      Confusion group, Confusion reference, double confidence) {
    return EqualizedOdds.difference(
        group.truePositiveRate(),
        group.falsePositiveRate(),
        reference.truePositiveRate(),
        reference.falsePositiveRate(),
        confidence);
  }

  /** Which denominator has no rows, in words; null when all have some. */
  private @Nullable String empty(Confusion group, Confusion reference) {
    for (GroupRate rate : rates) {
      if (rate.of(group).isEmpty()) {
        return "The group " + rate.empty + ".";
      }
      if (rate.of(reference).isEmpty()) {
        return "The reference " + rate.empty + ".";
      }
    }
    return null;
  }

  @Override
  public double chanceOutside(Bounds bounds, Scored group, Scored reference) {
    return chanceOutside(bounds, group.confusion(), reference.confusion());
  }

  /** How often a truly equal group of this size would leave the bounds, in [0, 1]. */
  double chanceOutside(Bounds bounds, Confusion group, Confusion reference) {
    Proportion own = first(group);
    Proportion other = first(reference);
    Proportion wrong = group.falsePositiveRate();
    Proportion wrongReference = reference.falsePositiveRate();
    return switch (form) {
      case RATIO -> ChanceOutside.ofRatio(bounds, own, other);
      case DIFFERENCE, COMPLEMENTS -> ChanceOutside.ofDifference(bounds, own, other);
      case AVERAGE_ODDS ->
          ChanceOutside.ofNormal(
              bounds, Math.hypot(spread(own, other), spread(wrong, wrongReference)) / 2);
      case EQUALIZED_ODDS ->
          ChanceOutside.ofEqualizedOdds(bounds, own, wrong, other, wrongReference);
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
}
