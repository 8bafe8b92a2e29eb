package dev.countersign.evaluation;

import dev.countersign.data.RowBlock;
import dev.countersign.manifest.Band;
import java.util.Objects;
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

  /** The same as the data keeps answers, to be counted. */
  RowBlock.Answers kept() {
    boolean[] decided = rows.decisions();
    return switch (outcome) {
      case null -> new RowBlock.Scores(decided, Objects.requireNonNull(rows.scores()));
      case Outcome.Amounts(double[] actual, double[] predicted, Band favourable) ->
          new RowBlock.Amounts(decided, actual, predicted);
      case Outcome.Classes classes ->
          new RowBlock.Classes(
              decided,
              Objects.requireNonNull(rows.scores()),
              classes.named(classes.actual()),
              classes.named(classes.predicted()),
              Objects.requireNonNull(classes.own()));
    };
  }
}
