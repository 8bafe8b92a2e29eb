package dev.countersign.evaluation;

import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.gate.Bounds;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.Mean;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A comparison of a group's mean with the reference's, where the label is a number. */
enum AmountContrast {
  MEAN_PREDICTION_DIFFERENCE(
      "mean-prediction-difference",
      "mean prediction of the group − of the reference",
      Amounts::predicted),
  MEAN_ERROR_DIFFERENCE(
      "mean-error-difference",
      "mean of (prediction − label) of the group − of the reference",
      Amounts::errors),
  MEAN_ABSOLUTE_ERROR_DIFFERENCE(
      "mean-absolute-error-difference",
      "mean of |prediction − label| of the group − of the reference",
      Amounts::absoluteErrors);

  final String id;
  final String convention;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  final Function<Amounts, double[]> values;

  AmountContrast(String id, String convention, Function<Amounts, double[]> values) {
    this.id = id;
    this.convention = convention;
    this.values = values;
  }

  /** Compares two groups. */
  Contrast of(Amounts group, Amounts reference) {
    String empty = empty(group, reference);
    if (empty != null) {
      return contrast(group, Measure.missing(empty), bounds -> 1);
    }
    Mean own = Mean.of(values.apply(group));
    Mean other = Mean.of(values.apply(reference));
    boolean known = own.n() > 1 && other.n() > 1;
    return contrast(
        group,
        Measure.of(own.value() - other.value(), known ? level -> own.minus(other, level) : null),
        bounds -> outside(bounds, own, other));
  }

  private Contrast contrast(
      Amounts group, Measure measure, ToDoubleFunction<Bounds> chanceOutside) {
    return new Contrast(id, "predictions", convention, group.n(), measure, chanceOutside);
  }

  /** Which of the two has no row, in words; null when both have some. */
  static @Nullable String empty(Amounts group, Amounts reference) {
    if (group.n() == 0) {
      return "The group has no row.";
    }
    return reference.n() == 0 ? "The reference has no row." : null;
  }

  private static double outside(Bounds bounds, Mean own, Mean other) {
    return ChanceOutside.ofNormal(bounds, Math.hypot(own.standardError(), other.standardError()));
  }
}
