package dev.countersign.predictability;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.vector.DoubleVector;

/**
 * Rows as Smile wants them.
 *
 * @param training rows outside a fold
 * @param targets what is to be told of these
 * @param held rows of the fold
 * @param heldRows which of all rows these are
 */
record FoldTable(DataFrame training, double[] targets, DataFrame held, int[] heldRows) {
  static final String TARGET = "target";

  static FoldTable of(List<double[]> columns, double[] targets, int[] folds, int fold) {
    List<double[]> training = new ArrayList<>();
    List<double[]> held = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      double[] row = new double[columns.size()];
      for (int c = 0; c < row.length; c++) {
        row[c] = columns.get(c)[i];
      }
      if (folds[i] == fold) {
        held.add(row);
        rows.add(i);
      } else {
        training.add(row);
      }
    }
    double[] learnt = new double[training.size()];
    for (int i = 0, t = 0; i < targets.length; i++) {
      if (folds[i] != fold) {
        learnt[t++] = targets[i];
      }
    }
    String[] names = new String[columns.size()];
    for (int c = 0; c < names.length; c++) {
      names[c] = "x" + c;
    }
    return new FoldTable(
        DataFrame.of(training.toArray(double[][]::new), names),
        learnt,
        DataFrame.of(held.toArray(double[][]::new), names),
        rows.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Whether each training row's target is 1. */
  boolean[] trainingMembers() {
    boolean[] members = new boolean[targets.length];
    for (int i = 0; i < members.length; i++) {
      members[i] = targets[i] == 1;
    }
    return members;
  }

  /** The training rows with what is to be told as a last column. */
  DataFrame labelled() {
    return training.add(new DoubleVector(TARGET, targets));
  }

  void score(double[] scores, ToDoubleFunction<Tuple> told) {
    for (int i = 0; i < heldRows.length; i++) {
      scores[heldRows[i]] = told.applyAsDouble(held.get(i));
    }
  }
}
