package dev.countersign.evaluation;

import dev.countersign.evaluation.AmountFacts.Means;
import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.gate.Bounds;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.Mean;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A comparison of a group's mean with the reference's, where the label is a number. */
enum AmountContrast {
  MEAN_PREDICTION_DIFFERENCE(
      "mean-prediction-difference",
      "mean prediction of the group − of the reference",
      Means::predicted,
      Amounts::predicted),
  MEAN_ERROR_DIFFERENCE(
      "mean-error-difference",
      "mean of (prediction − label) of the group − of the reference",
      Means::error,
      Amounts::errors),
  MEAN_ABSOLUTE_ERROR_DIFFERENCE(
      "mean-absolute-error-difference",
      "mean of |prediction − label| of the group − of the reference",
      Means::absolute,
      Amounts::absoluteErrors);

  final String id;
  final String convention;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<Means, Mean> mean;

  /** What the mean is of, row by row. */
  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  final Function<Amounts, double[]> rows;

  AmountContrast(
      String id, String convention, Function<Means, Mean> mean, Function<Amounts, double[]> rows) {
    this.id = id;
    this.convention = convention;
    this.mean = mean;
    this.rows = rows;
  }

  /** Compares two groups. */
  Contrast of(AmountFacts group, AmountFacts reference) {
    if (group.means() == null || reference.means() == null) {
      String empty = Objects.requireNonNull(empty(group.n(), reference.n()), "one has no row");
      return contrast(group, Measure.missing(empty), bounds -> 1);
    }
    Mean own = mean.apply(group.means());
    Mean other = mean.apply(reference.means());
    boolean known = own.n() > 1 && other.n() > 1;
    return contrast(
        group,
        Measure.of(own.value() - other.value(), known ? level -> own.minus(other, level) : null),
        bounds -> outside(bounds, own, other));
  }

  private Contrast contrast(
      AmountFacts group, Measure measure, ToDoubleFunction<Bounds> chanceOutside) {
    return new Contrast(id, "predictions", convention, group.n(), measure, chanceOutside);
  }

  /** Which of the two has no row, in words; null when both have some. */
  static @Nullable String empty(long group, long reference) {
    if (group == 0) {
      return "The group has no row.";
    }
    return reference == 0 ? "The reference has no row." : null;
  }

  private static double outside(Bounds bounds, Mean own, Mean other) {
    return ChanceOutside.ofNormal(bounds, Math.hypot(own.standardError(), other.standardError()));
  }
}
