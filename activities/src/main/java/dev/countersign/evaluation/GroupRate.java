package dev.countersign.evaluation;

import dev.countersign.stats.Proportion;
import java.util.function.Function;

/** Rates of one group's decisions, by themselves. */
enum GroupRate {
  SELECTION(
      "selection-rate", "P(favourable decision | group)", Confusion::selection, "has no row", true),
  TRUE_POSITIVE(
      "true-positive-rate",
      "P(favourable decision | favourable label, group)",
      Confusion::truePositiveRate,
      "has no row with a favourable label",
      true),
  FALSE_POSITIVE(
      "false-positive-rate",
      "P(favourable decision | unfavourable label, group)",
      Confusion::falsePositiveRate,
      "has no row with an unfavourable label",
      true),
  FALSE_NEGATIVE(
      "false-negative-rate",
      "P(unfavourable decision | favourable label, group)",
      c -> c.truePositiveRate().complement(),
      "has no row with a favourable label",
      false),
  FALSE_DISCOVERY(
      "false-discovery-rate",
      "P(unfavourable label | favourable decision, group)",
      c -> c.precision().complement(),
      "has no row decided favourably",
      false),
  FALSE_OMISSION(
      "false-omission-rate",
      "P(favourable label | unfavourable decision, group)",
      c -> new Proportion(c.falseNegative(), c.falseNegative() + c.trueNegative()),
      "has no row decided unfavourably",
      false),
  ERROR(
      "error-rate",
      "P(decision differs from label | group)",
      c -> c.accuracy().complement(),
      "has no row",
      false);

  final String id;
  final String convention;

  /** How a group without a denominator is described. */
  final String empty;

  /** Whether it is shown where no bar asks for it. */
  final boolean always;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<Confusion, Proportion> rate;

  GroupRate(
      String id,
      String convention,
      Function<Confusion, Proportion> rate,
      String empty,
      boolean always) {
    this.id = id;
    this.convention = convention;
    this.rate = rate;
    this.empty = empty;
    this.always = always;
  }

  /** The rate; without trials where its denominator is empty. */
  Proportion of(Confusion group) {
    return rate.apply(group);
  }
}
