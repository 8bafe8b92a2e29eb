package dev.countersign.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What is known of some rows: labels against decisions, and how the scores lie.
 *
 * @param confusion labels against decisions
 * @param scores null when only decisions exist, or there is no row
 */
record Scored(Confusion confusion, @Nullable Scores scores) {

  /** Counts rows. */
  static Scored of(ScoredRows rows) {
    double[] scores = rows.scores();
    return new Scored(
        rows.confusion(),
        scores == null || rows.n() == 0
            ? null
            : Scores.exact(ScoreCounts.of(scores, rows.favourable())));
  }

  /** Rows. */
  long n() {
    return confusion.n();
  }
}
