package dev.countersign.predictability;

import dev.countersign.data.Frame;
import dev.countersign.stats.DeLong;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well features tell members of something (a group, the favourable label) from others: the
 * cross-validated area under the ROC curve, out of fold, by Smile's trees. Deterministic for a
 * seed.
 */
public final class Predictability {
  private final Frame features;
  private final boolean[] members;
  private final double[] targets;
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
    this.targets =
        IntStream.range(0, members.length).mapToDouble(i -> members[i] ? 1 : 0).toArray();
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
    return new Ranked(
        name, DeLong.of(OutOfFold.scores(features.column(name), targets, folds), members));
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
      coded.add(FeatureCoding.code(features.column(name), targets, folds, fold));
    }
    FoldTable table = FoldTable.of(coded, targets, folds, fold);
    LogisticBoosting trees = LogisticBoosting.grow(table.training(), table.trainingMembers());
    table.score(scores, trees::probability);
  }
}
