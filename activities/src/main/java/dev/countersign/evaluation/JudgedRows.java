package dev.countersign.evaluation;

import dev.countersign.data.Frame;
import dev.countersign.decision.Grouping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation rows one by one, where they are few enough to be held in memory.
 *
 * @param ids per row
 * @param candidate labels, scores and decisions of the release
 * @param outcome what labels and predictions are beyond favourable or not; null where they are no
 *     more
 * @param incumbent labels, scores and decisions of what serves now; null when nothing does, or it
 *     can't be asked
 * @param groupings every protected attribute, then every intersection
 * @param inputs what the model was asked with; null when the predictions were in the data
 */
record JudgedRows(
    List<String> ids,
    ScoredRows candidate,
    @Nullable Outcome outcome,
    @Nullable ScoredRows incumbent,
    List<Grouping> groupings,
    @Nullable Frame inputs) {}
