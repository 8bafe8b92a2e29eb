package dev.countersign.evaluation;

import dev.countersign.evaluation.Outcome.Amounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows that have a curve, line or panel of their own in a picture.
 *
 * @param name of the group; all rows have none
 * @param scored what is known of them
 * @param drawn their numbers one by one, or those of a sample; null where the label is none
 */
record Part(String name, Scored scored, @Nullable Amounts drawn) {
  /** So many groups of an attribute are drawn at most. */
  private static final int GROUPS = 12;

  /** All rows of the evaluation. */
  static Part whole(EvaluationSet set) {
    return new Part("all rows", set.all(), amounts(set.rows()));
  }

  private static @Nullable Amounts amounts(@Nullable JudgedRows rows) {
    return rows != null && rows.candidate().outcome() instanceof Amounts amounts ? amounts : null;
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
    Amounts all = amounts(rows);
    List<Part> parts = new ArrayList<>();
    for (int group = 0; group < Math.min(GROUPS, groups.groups().size()); group++) {
      String name = groups.groups().get(group);
      Amounts own =
          rows == null || all == null ? null : all.select(rows.groupings().get(at).rowsOf(name));
      parts.add(new Part(name, groups.scored().get(group), own));
    }
    return parts;
  }

  /** How what ranks decisions lies; null where nothing does, or there is no row. */
  @Nullable ScoreCounts ranks() {
    Scores scores = scored.scores();
    if (scores != null) {
      return scores.counts();
    }
    return scored.outcome() instanceof AmountFacts amounts && amounts.n() > 0
        ? amounts.ranks()
        : null;
  }
}
