package dev.countersign.evaluation;

import dev.countersign.decision.Grouping;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of every group of one attribute or intersection.
 *
 * @param attribute its name; an intersection is {@code race & sex}
 * @param isIntersection whether it joins several attributes
 * @param groups names, the reference first
 * @param scored per group; as many as there are groups
 * @param ungrouped rows that are in no group
 */
record ScoredGroups(
    String attribute,
    boolean isIntersection,
    List<String> groups,
    List<Scored> scored,
    long ungrouped) {

  ScoredGroups {
    groups = List.copyOf(groups);
    scored = List.copyOf(scored);
    if (groups.size() != scored.size()) {
      throw new IllegalArgumentException("groups and what is known of them must line up");
    }
  }

  /** Counts rows by group. */
  static ScoredGroups of(Predicted rows, Grouping grouping) {
    List<Scored> scored = new ArrayList<>();
    for (int group = 0; group < grouping.groups().size(); group++) {
      scored.add(Scored.of(rows.select(grouping.rowsOf(group))));
    }
    return new ScoredGroups(
        grouping.attribute(),
        grouping.isIntersection(),
        grouping.groups(),
        scored,
        grouping.ungrouped());
  }

  /** The group others are compared with. */
  String reference() {
    return groups.getFirst();
  }

  /** What is known of the reference. */
  Scored ofReference() {
    return scored.getFirst();
  }
}
