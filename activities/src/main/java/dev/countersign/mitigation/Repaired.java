package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.repair.Repair;
import org.jspecify.annotations.Nullable;

/**
 * Which findings a repair of features answers: those of groups whose numbers it moves.
 *
 * @param groups the training rows by the groups it is learnt of
 */
record Repaired(Repair repair, Members groups) {

  static Repaired of(Repair repair, Dataset data) {
    return new Repaired(repair, Members.of(data, data.auditRows(), repair.attributes()));
  }

  /** What stands against it for a finding of attributes it covers; null when nothing does. */
  @Nullable String objection(Finding finding) {
    String lacking = groups.lacking(finding, count -> repair.isRepaired(Members.name(count)));
    if (lacking == null) {
      return null;
    }
    return repair.level() == 0
        ? "repairLevel is 0, which repairs nothing"
        : "features of "
            + lacking
            + " stay as they are, because only numbers are repaired, only of groups with "
            + Repair.FEWEST
            + " training rows or more, and only where groups differ in them";
  }
}
