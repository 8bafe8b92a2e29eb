package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.gate.Check;

/** Tells which of an audit's failures the mitigation stage is there to answer. */
final class MitigationDue {
  private MitigationDue() {}

  /** Disparate impact of an attribute that the manifest names a mitigation for. */
  static boolean is(Check check, FrozenRelease release) {
    return check.check().equals("disparate-impact")
        && check.attribute() != null
        && release.mitigated().contains(check.attribute());
  }
}
