package dev.countersign.evaluation;

import dev.countersign.data.Frame;
import dev.countersign.decision.Grouping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation rows one by one, where they are few enough to be held in memory.
 *
 * @param ids per row
 * @param candidate what the release predicts
 * @param incumbent what that predicts which serves now; null when nothing does, or it can't be
 *     asked
 * @param groupings every protected attribute, then every intersection
 * @param inputs what the model was asked with; null when the predictions were in the data
 */
record JudgedRows(
    List<String> ids,
    Predicted candidate,
    @Nullable Predicted incumbent,
    List<Grouping> groupings,
    @Nullable Frame inputs) {}
