package dev.countersign.mitigation;

import dev.countersign.data.RowSet;
import dev.countersign.decision.ThresholdGoal;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a method that reads the attribute when decisions are made may answer a finding. */
record DecisionTime(
    GateContext context, Method method, String words, List<ProtectedAttribute> attributes) {

  /** What stands against it for this attribute; null when nothing does. */
  @Nullable String objection(String name) {
    ProtectedAttribute attribute =
        attributes.stream().filter(a -> a.attribute().equals(name)).findFirst().orElse(null);
    if (attribute == null) {
      return words + " doesn't cover it";
    }
    if (attribute.useOrDefault() != Use.DECISION) {
      return words + " needs " + name + " at decision time, so its use must be decision";
    }
    if (!context.policy().allows(name, Use.DECISION)) {
      return "the policy forbids using " + name + " at decision time";
    }
    if (ThresholdGoal.isByThresholds(method) && context.data().count(RowSet.CALIBRATION) == 0) {
      return "thresholds are fitted on calibration rows, of which data.split gives none";
    }
    return null;
  }
}
