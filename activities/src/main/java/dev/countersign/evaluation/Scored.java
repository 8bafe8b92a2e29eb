package dev.countersign.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What is known of some rows: labels against decisions, how the scores lie, and what came of
 * numbers or classes. Its size does not hang on the number of rows.
 *
 * @param confusion labels against decisions
 * @param scores null when only decisions exist, or there is no row
 * @param outcome numbers or classes; null where the label is favourable or not
 */
record Scored(Confusion confusion, @Nullable Scores scores, @Nullable OutcomeFacts outcome) {

  /** Counts rows. */
  static Scored of(Predicted rows) {
    Scored scored = of(rows.rows());
    return new Scored(scored.confusion, scored.scores, OutcomeFacts.of(rows.outcome()));
  }

  /** Counts rows by their labels, decisions and scores. */
  static Scored of(ScoredRows rows) {
    double[] scores = rows.scores();
    return new Scored(
        rows.confusion(),
        scores == null || rows.n() == 0
            ? null
            : Scores.exact(ScoreCounts.of(scores, rows.favourable())),
        null);
  }

  /** Rows. */
  long n() {
    return confusion.n();
  }
}
