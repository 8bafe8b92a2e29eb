package dev.countersign.manifest;

import dev.countersign.manifest.MonitoringSpec.Obligation;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;

/** Obligations that can be met or missed. */
final class AftercareRules implements Rule {

  @Override
  public void check(Draft manifest, Problems problems) {
    for (Draft draft : manifest.at("monitoring", "obligations").items()) {
      draft.as(Obligation.class).ifPresent(obligation -> checkBounds(obligation, draft, problems));
    }
    Repeats.check(manifest.at("communication", "notify"), "recipient", problems);
  }

  private static void checkBounds(Obligation obligation, Draft draft, Problems problems) {
    Double min = obligation.min();
    Double max = obligation.max();
    if (min == null && max == null) {
      problems.add(
          draft, "has no bound, so it can neither be met nor missed", "Add min, max or both");
    } else if (min != null && max != null && min > max) {
      problems.add(draft.at("min"), "is above max", "Let min be at most max");
    }
  }
}
