package dev.countersign.predictability;

import dev.countersign.data.Frame;
import dev.countersign.stats.DeLong;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.IntVector;
import smile.regression.RegressionTree;

/**
 * How well features tell members of something (a group, the favourable label) from others: the
 * cross-validated area under the ROC curve, out of fold, by Smile's trees. Deterministic for a
 * seed.
 */
public final class Predictability {
  private static final String TARGET = "member";
  private static final int TREE_DEPTH = 6;

  private final Frame features;
  private final boolean[] members;
  private final int[] folds;

  /** One feature and how well it tells. */
  public record Ranked(String feature, DeLong curve) {
    public double auc() {
      return curve.auc();
    }
  }

  private Predictability(Frame features, boolean[] members, int[] folds) {
    this.features = features;
    this.members = members;
    this.folds = folds;
  }

  /** Whether there are members and others enough for every fold to learn both. */
  public static boolean isPossible(boolean[] members) {
    int count = 0;
    for (boolean member : members) {
      count += member ? 1 : 0;
    }
    return count >= Folds.SMALLEST && members.length - count >= Folds.SMALLEST;
  }

  /**
   * Prepares folds.
   *
   * @throws IllegalArgumentException if it is not possible
   */
  public static Predictability of(Frame features, boolean[] members, long seed) {
    if (!isPossible(members)) {
      throw new IllegalArgumentException("too few members or others to cross-validate");
    }
    return new Predictability(features, members, Folds.of(members, seed));
  }

  /** Each feature alone, the most telling first. */
  public List<Ranked> ranked() {
    return features.names().parallelStream()
        .map(this::alone)
        .sorted(Comparator.comparingDouble(Ranked::auc).reversed())
        .toList();
  }

  /** One feature alone. */
  public Ranked alone(String name) {
    return new Ranked(name, DeLong.of(scores(features.column(name)), members));
  }

  private double[] scores(Frame.Column column) {
    double[] scores = new double[members.length];
    for (int fold = 0; fold < Folds.COUNT; fold++) {
      double[] coded = FeatureCoding.code(column, members, folds, fold);
      switch (column) {
        case Frame.Texts texts -> copy(coded, scores, fold);
        case Frame.Numbers numbers -> tree(coded, scores, fold);
      }
    }
    return scores;
  }

  private void copy(double[] coded, double[] scores, int fold) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] = folds[i] == fold ? coded[i] : scores[i];
    }
  }

  /** A regression tree of 0 and 1: its leaves hold shares, where a classifier's would be merged. */
  private void tree(double[] coded, double[] scores, int fold) {
    Table table = table(List.of(coded), fold);
    int leaf = Math.max(5, table.training().size() / 200);
    RegressionTree tree =
        RegressionTree.fit(
            Formula.lhs(TARGET),
            table.labelled(),
            new RegressionTree.Options(TREE_DEPTH, 1 << TREE_DEPTH, leaf));
    table.score(scores, tree::predict);
  }

  /** All these features together, by boosted trees. */
  public DeLong together(List<String> names) {
    double[] scores = new double[members.length];
    IntStream.range(0, Folds.COUNT).parallel().forEach(fold -> boosted(names, scores, fold));
    return DeLong.of(scores, members);
  }

  /** Scores the rows of one fold by what was learnt from the others. */
  private void boosted(List<String> names, double[] scores, int fold) {
    List<double[]> coded = new ArrayList<>();
    for (String name : names) {
      coded.add(FeatureCoding.code(features.column(name), members, folds, fold));
    }
    Table table = table(coded, fold);
    LogisticBoosting trees = LogisticBoosting.grow(table.training(), table.trainingMembers());
    table.score(scores, trees::probability);
  }

  private Table table(List<double[]> columns, int fold) {
    return Table.of(columns, members, folds, fold);
  }

  /** Rows as Smile wants them. */
  private record Table(
      DataFrame training, boolean[] trainingMembers, DataFrame held, int[] heldRows) {

    static Table of(List<double[]> columns, boolean[] members, int[] folds, int fold) {
      List<double[]> training = new ArrayList<>();
      List<double[]> held = new ArrayList<>();
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < members.length; i++) {
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
      boolean[] learnt = new boolean[training.size()];
      for (int i = 0, t = 0; i < members.length; i++) {
        if (folds[i] != fold) {
          learnt[t++] = members[i];
        }
      }
      String[] names = new String[columns.size()];
      for (int c = 0; c < names.length; c++) {
        names[c] = "x" + c;
      }
      return new Table(
          DataFrame.of(training.toArray(double[][]::new), names),
          learnt,
          DataFrame.of(held.toArray(double[][]::new), names),
          rows.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The training rows with what is to be told as a last column. */
    DataFrame labelled() {
      int[] labels = new int[trainingMembers.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = trainingMembers[i] ? 1 : 0;
      }
      return training.add(new IntVector(TARGET, labels));
    }

    void score(double[] scores, ToDoubleFunction<Tuple> probability) {
      for (int i = 0; i < heldRows.length; i++) {
        scores[heldRows[i]] = probability.applyAsDouble(held.get(i));
      }
    }
  }
}
