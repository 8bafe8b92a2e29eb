package dev.countersign.mitigation;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Figure;
import org.jspecify.annotations.Nullable;

/**
 * A disparate impact of one group as the audit found it, which mitigation answers for or not.
 *
 * @param audited the audit's check
 */
record Finding(Check audited) {
  static final String DISPARATE_IMPACT = "disparate-impact";

  String attribute() {
    return String.valueOf(audited.attribute());
  }

  boolean isFailed() {
    return audited.verdict() == Verdict.FAIL;
  }

  /** Whether a value keeps to the bounds the audit held it to; null does not. */
  boolean isWithinBounds(@Nullable Double value) {
    Bounds bounds = audited.bounds();
    return value != null && (bounds == null || bounds.contain(value));
  }

  /** The answer, over the same group, with the value it has come to. */
  Check answer(String of, @Nullable Double value, @Nullable Verdict verdict, String note) {
    return new Check(
        DISPARATE_IMPACT,
        audited.attribute(),
        audited.group(),
        audited.reference(),
        of,
        value,
        null,
        audited.bounds(),
        verdict,
        audited.n(),
        audited.convention(),
        note,
        null);
  }

  /** The answer over the labels as they are. */
  Check answer(@Nullable Verdict verdict, String note) {
    return answer("labels", audited.value(), verdict, note);
  }

  /** That something has to be done, and why what was done is not it. */
  String due(String why) {
    return "Mitigation is due and "
        + why
        + ": name a method and the attribute "
        + attribute()
        + " under mitigation, or mend the data.";
  }

  /** The audit's value in words. */
  String before() {
    return audited.value() == null ? "not measurable" : Figure.format(audited.value());
  }
}
