package dev.countersign.predictability;

import dev.countersign.data.Frame;
import java.util.List;
import smile.data.formula.Formula;
import smile.regression.RegressionTree;

/** Scores rows by one feature, always by what the other folds' rows taught. */
final class OutOfFold {
  private static final int TREE_DEPTH = 6;

  private OutOfFold() {}

  /**
   * A score per row: of a number the mean target in its leaf of a regression tree, of a text the
   * mean target of the rows that have it. Shares stay shares, where a classifier's leaves would be
   * merged.
   *
   * @param targets per row 0 or 1, or a number
   * @param folds per row its fold
   */
  static double[] scores(Frame.Column column, double[] targets, int[] folds) {
    double[] scores = new double[targets.length];
    for (int fold = 0; fold < Folds.COUNT; fold++) {
      double[] coded = FeatureCoding.code(column, targets, folds, fold);
      switch (column) {
        case Frame.Texts texts -> copy(coded, scores, folds, fold);
        case Frame.Numbers numbers ->
            tree(FoldTable.of(List.of(coded), targets, folds, fold), scores);
      }
    }
    return scores;
  }

  private static void copy(double[] coded, double[] scores, int[] folds, int fold) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] = folds[i] == fold ? coded[i] : scores[i];
    }
  }

  private static void tree(FoldTable table, double[] scores) {
    int leaf = Math.max(5, table.training().size() / 200);
    RegressionTree tree =
        RegressionTree.fit(
            Formula.lhs(FoldTable.TARGET),
            table.labelled(),
            new RegressionTree.Options(TREE_DEPTH, 1 << TREE_DEPTH, leaf));
    table.score(scores, tree::predict);
  }
}
