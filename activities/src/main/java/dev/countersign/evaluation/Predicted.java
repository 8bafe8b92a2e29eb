package dev.countersign.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What was predicted of rows, against what is true of them.
 *
 * @param rows labels against decisions, with scores where there are some
 * @param outcome the numbers or classes; null where the label is favourable or not
 */
record Predicted(ScoredRows rows, @Nullable Outcome outcome) {

  /** The rows at these indices. */
  Predicted select(int[] some) {
    return new Predicted(rows.select(some), outcome == null ? null : outcome.select(some));
  }
}
