package dev.countersign.evaluation;

import dev.countersign.gate.Bounds;
import java.util.List;
import java.util.stream.Stream;

/** A comparison of a group with the reference, of their decisions or of their scores. */
sealed interface Comparison permits Fairness, ScoreFairness {

  /** The check's id. */
  String id();

  /** The formula in words. */
  String convention();

  /** {@code decisions} or {@code scores}. */
  String of();

  /** Whether it is shown where no bar asks for it. */
  boolean always();

  /** The comparison's value where the groups are even: 1 for ratios, 0 for differences. */
  double parity();

  /** Compares two groups. */
  Measure of(Scored group, Scored reference);

  /** How often a truly equal group of this size would leave the bounds, in [0, 1]. */
  double chanceOutside(Bounds bounds, Scored group, Scored reference);

  /** Compares two groups, with all that a reader must know. */
  default Contrast contrast(Scored group, Scored reference) {
    return new Contrast(
        id(),
        of(),
        convention(),
        group.n(),
        of(group, reference),
        bounds -> chanceOutside(bounds, group, reference));
  }

  /** Every comparison, decisions first, in the order a person should read them. */
  static List<Comparison> all() {
    return Stream.<Comparison>concat(
            Stream.of(Fairness.values()), Stream.of(ScoreFairness.values()))
        .toList();
  }
}
