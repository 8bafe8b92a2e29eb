package dev.countersign.evaluation;

import dev.countersign.stats.Proportion;

/** Rates of one group's decisions, by themselves. */
enum GroupRate {
  SELECTION("selection-rate", "P(favourable decision | group)") {
    @Override
    Proportion of(Confusion group) {
      return group.selection();
    }
  },
  TRUE_POSITIVE("true-positive-rate", "P(favourable decision | favourable label, group)") {
    @Override
    Proportion of(Confusion group) {
      return group.truePositiveRate();
    }
  },
  FALSE_POSITIVE("false-positive-rate", "P(favourable decision | unfavourable label, group)") {
    @Override
    Proportion of(Confusion group) {
      return group.falsePositiveRate();
    }
  };

  final String id;
  final String convention;

  GroupRate(String id, String convention) {
    this.id = id;
    this.convention = convention;
  }

  abstract Proportion of(Confusion group);
}
