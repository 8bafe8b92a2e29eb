package dev.countersign.mitigation;

import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.RowSet;
import dev.countersign.decision.ThresholdGoal;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a method that reads attributes when decisions are made may answer a finding.
 *
 * @param words the method's name
 * @param attributes what it works on
 * @param calibrated rows its thresholds are fitted on; none where it fits none
 */
record DecisionTime(
    GateContext context,
    MitigationSpec spec,
    String words,
    List<ProtectedAttribute> attributes,
    Members calibrated) {

  static DecisionTime of(
      GateContext context, MitigationSpec spec, String words, List<ProtectedAttribute> attributes) {
    boolean fits = ThresholdGoal.isByThresholds(spec.method()) && !attributes.isEmpty();
    return new DecisionTime(
        context,
        spec,
        words,
        attributes,
        fits
            ? Members.of(context.data(), RowSet.CALIBRATION, attributes)
            : new Members(attributes, List.of()));
  }

  /** Whether every attribute it works on may be read; false when it works on none. */
  boolean isAllowed() {
    return !attributes.isEmpty()
        && attributes.stream().map(this::forbidding).allMatch(Objects::isNull);
  }

  /** What stands against it for this finding; null when nothing does. */
  @Nullable String objection(Finding finding) {
    if (!finding.isCoveredBy(attributes)) {
      return words + " doesn't cover it";
    }
    return attributes.stream()
        .map(this::forbidding)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> ThresholdGoal.isByThresholds(spec.method()) ? unfitted(finding) : null);
  }

  private @Nullable String forbidding(ProtectedAttribute attribute) {
    String name = attribute.attribute();
    if (attribute.useOrDefault() != Use.DECISION) {
      return words + " needs " + name + " at decision time, so its use must be decision";
    }
    return context.policy().allows(name, Use.DECISION)
        ? null
        : "the policy forbids using " + name + " at decision time";
  }

  private @Nullable String unfitted(Finding finding) {
    if (context.data().count(RowSet.CALIBRATION) == 0) {
      return "thresholds are fitted on calibration rows, of which data.split gives none";
    }
    ThresholdGoal goal = ThresholdGoal.of(spec);
    String lacking = calibrated.lacking(finding, count -> isEnough(goal, count));
    return lacking == null
        ? null
        : lacking
            + " keeps the common threshold, because it has "
            + goal.tooFew()
            + " (a larger data.split.calibration gives it more)";
  }

  private static boolean isEnough(ThresholdGoal goal, GroupCount count) {
    return goal.isEnough(count.favourable(), count.unfavourable());
  }
}
