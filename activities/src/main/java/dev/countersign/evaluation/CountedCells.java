package dev.countersign.evaluation;

import dev.countersign.data.AmountCells;
import dev.countersign.data.ClassCell;
import dev.countersign.data.Predictions;
import dev.countersign.data.ScoreCell;
import dev.countersign.data.Slice;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was counted by the groups of some attributes.
 *
 * @param attributes whose groups cells tell apart
 * @param decisions by label and decision
 * @param classes by class; null where the label is none
 * @param amounts sums of numbers; null where the label is none
 * @param ranks of those numbers; empty where the label is none
 */
record CountedCells(
    List<ProtectedAttribute> attributes,
    List<ScoreCell> decisions,
    @Nullable List<ClassCell> classes,
    @Nullable AmountCells amounts,
    List<ScoreCell> ranks) {

  /**
   * Counts.
   *
   * @param slice the rows counted; null for all
   */
  static CountedCells of(
      Predictions predictions, List<ProtectedAttribute> attributes, @Nullable Slice slice) {
    boolean numbers = predictions.areAmounts();
    return new CountedCells(
        attributes,
        predictions.scores(attributes, slice),
        predictions.areClasses() ? predictions.classes(attributes, slice) : null,
        numbers ? predictions.amounts(attributes, slice) : null,
        numbers ? predictions.ranks(attributes, slice) : List.of());
  }
}
