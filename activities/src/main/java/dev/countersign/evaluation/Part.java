package dev.countersign.evaluation;

import dev.countersign.decision.Grouping;
import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.evaluation.Outcome.Classes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows that have a curve, line or panel of their own in a picture.
 *
 * @param name of the group; all rows have none
 * @param scored what is known of them
 * @param outcome their numbers or classes; null where the label is favourable or not
 */
record Part(String name, Scored scored, @Nullable Outcome outcome) {
  /** So many groups of an attribute are drawn at most. */
  private static final int GROUPS = 12;

  /** All rows of the evaluation. */
  static Part whole(EvaluationSet set) {
    JudgedRows rows = set.rows();
    return new Part("all rows", set.all(), rows == null ? null : rows.candidate().outcome());
  }

  /**
   * The groups of one attribute or intersection, the reference first; of very many the first
   * twelve.
   *
   * @param at which of {@link EvaluationSet#groups()}
   */
  static List<Part> groups(EvaluationSet set, int at) {
    ScoredGroups groups = set.groups().get(at);
    JudgedRows rows = set.rows();
    Outcome all = rows == null ? null : rows.candidate().outcome();
    Grouping grouping = rows == null ? null : rows.groupings().get(at);
    List<Part> parts = new ArrayList<>();
    for (int group = 0; group < Math.min(GROUPS, groups.groups().size()); group++) {
      Outcome own = all == null || grouping == null ? null : all.select(grouping.rowsOf(group));
      parts.add(new Part(groups.groups().get(group), groups.scored().get(group), own));
    }
    return parts;
  }

  /** How what ranks decisions lies; null where nothing does, or there is no row. */
  @Nullable ScoreCounts ranks() {
    Scores scores = scored.scores();
    if (scores != null) {
      return scores.counts();
    }
    return switch (outcome) {
      case Amounts amounts when amounts.n() > 0 -> amounts.ranks();
      case Amounts amounts -> null;
      case Classes classes -> null;
      case null -> null;
    };
  }
}
