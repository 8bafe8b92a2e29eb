package dev.countersign.mitigation;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Figure;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A disparate impact of one group as the audit found it, which mitigation answers for or not.
 *
 * @param audited the audit's check
 * @param attributes what its groups are of, sorted by name: one attribute, or several taken
 *     together; empty where the manifest knows none of that name
 */
record Finding(Check audited, List<ProtectedAttribute> attributes) {
  static final String DISPARATE_IMPACT = "disparate-impact";

  /** What a check of the audit says, of the attributes it speaks of. */
  static Finding of(Check audited, List<ProtectedAttribute> known) {
    return new Finding(
        audited,
        Stream.concat(known.stream().map(List::of), Intersections.of(known).stream())
            .filter(
                some ->
                    Intersections.name(some.stream().map(ProtectedAttribute::attribute).toList())
                        .equals(audited.attribute()))
            .findFirst()
            .orElse(List.of()));
  }

  /** Whether what is done for these attributes is done for all of its own. */
  boolean isCoveredBy(Collection<ProtectedAttribute> mitigated) {
    return !attributes.isEmpty() && mitigated.containsAll(attributes);
  }

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
        + ": name a method and the "
        + (attributes.size() > 1
            ? "attributes "
                + String.join(
                    " and ", attributes.stream().map(ProtectedAttribute::attribute).toList())
            : "attribute " + attribute())
        + " under mitigation, or mend the data.";
  }

  /** The audit's value in words. */
  String before() {
    return audited.value() == null ? "not measurable" : Figure.format(audited.value());
  }
}
