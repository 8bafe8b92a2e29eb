package dev.countersign.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One measured check of one gate, for one attribute and group where it has one. Absent means
 * absent, never 0: a figure that could not be measured is null and the verdict {@link
 * Verdict#INCONCLUSIVE}.
 *
 * @param check the check's id, for example {@code disparate-impact}
 * @param attribute protected attribute, feature or column it speaks of; an intersection is {@code
 *     race & sex}
 * @param group the group measured, for example {@code <=25} or {@code Black & Female}
 * @param reference the group compared with
 * @param of what the rates are of: {@code labels}, {@code decisions} or {@code scores}
 * @param value the estimate, a finite number
 * @param interval its confidence interval
 * @param bounds what it is held to; without bounds the check is a figure, not a verdict
 * @param verdict what follows; null exactly when the check has no bar to decide by
 * @param n rows of the group (or rows at all, where there is no group)
 * @param convention the formula in words, for example {@code P(favourable | group) / P(favourable |
 *     reference)}
 * @param note what a reader must know: another convention would turn the verdict, why it is
 *     inconclusive, what was mitigated
 * @param alongside the same figure on the rows that do not decide, for example the evaluation rows
 *     of an audit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Check(
    String check,
    @Nullable String attribute,
    @Nullable String group,
    @Nullable String reference,
    @Nullable String of,
    @Nullable Double value,
    @Nullable Interval interval,
    @Nullable Bounds bounds,
    @Nullable Verdict verdict,
    @Nullable Long n,
    @Nullable String convention,
    @Nullable String note,
    @Nullable Alongside alongside) {

  /** Rejects values that are not finite: what is infinite or undefined is absent and says why. */
  public Check {
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          check + ": a value must be finite or absent, not " + value);
    }
  }

  /** Whether it warns though its value keeps to the bounds, so that only the note says why. */
  public boolean warnsWithinBounds() {
    return verdict == Verdict.WARN && value != null && bounds != null && bounds.contain(value);
  }

  /**
   * A figure on rows that do not decide.
   *
   * @param rows which rows, for example {@code evaluation}
   * @param value the estimate there
   * @param interval its interval there
   * @param n rows of the group there
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Alongside(
      String rows, @Nullable Double value, @Nullable Interval interval, @Nullable Long n) {}

  /** The same check with a further sentence in its note. */
  public Check withNote(String sentence) {
    return new Check(
        check,
        attribute,
        group,
        reference,
        of,
        value,
        interval,
        bounds,
        verdict,
        n,
        convention,
        note == null ? sentence : note + " " + sentence,
        alongside);
  }

  /** The same check with another verdict. */
  public Check withVerdict(Verdict other) {
    return new Check(
        check,
        attribute,
        group,
        reference,
        of,
        value,
        interval,
        bounds,
        other,
        n,
        convention,
        note,
        alongside);
  }
}
