package dev.countersign.evaluation;

import dev.countersign.data.Frame;
import dev.countersign.decision.Grouping;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluation rows one by one: all of them where they are few enough to be held in memory, else a
 * sample drawn at random.
 *
 * @param candidate what the release predicts
 * @param incumbent what that predicts which serves now; null when nothing does, or it can't be
 *     asked
 * @param groupings every protected attribute, then every intersection
 * @param inputs what the model was asked with; null when the predictions were in the data
 * @param of how many evaluation rows there are
 */
record JudgedRows(
    Predicted candidate,
    @Nullable Predicted incumbent,
    List<Grouping> groupings,
    @Nullable Frame inputs,
    long of) {

  /** Which group each of these rows is in. */
  Grouping grouping(ScoredGroups attribute) {
    return groupings.stream()
        .filter(grouping -> grouping.attribute().equals(attribute.attribute()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no grouping by " + attribute.attribute()));
  }

  /** What part of the rows these are, in words; empty where they are all. */
  Optional<String> sampled() {
    int rows = candidate.rows().n();
    return rows == of
        ? Optional.empty()
        : Optional.of(
            String.format(Locale.ROOT, "a sample of %,d of %,d rows, drawn at random", rows, of));
  }
}
