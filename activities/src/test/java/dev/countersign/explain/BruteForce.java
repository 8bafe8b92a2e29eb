package dev.countersign.explain;

import dev.countersign.model.TreeEnsemble;
import java.util.function.ToDoubleFunction;

/** Shapley values and interactions straight from their definition, over all coalitions. */
final class BruteForce {
  private BruteForce() {}

  /** Shapley values of a game over {@code players}, given by the value of each coalition's mask. */
  static double[] shapley(int players, ToDoubleFunction<Integer> game) {
    double[] values = new double[players];
    for (int player = 0; player < players; player++) {
      for (int mask = 0; mask < 1 << players; mask++) {
        if ((mask >> player & 1) == 0) {
          double gain = game.applyAsDouble(mask | 1 << player) - game.applyAsDouble(mask);
          values[player] += weight(Integer.bitCount(mask), players - 1) / players * gain;
        }
      }
    }
    return values;
  }

  /** Half of the Shapley interaction index of two players. */
  static double interaction(int players, int a, int b, ToDoubleFunction<Integer> game) {
    double sum = 0;
    int both = 1 << a | 1 << b;
    for (int mask = 0; mask < 1 << players; mask++) {
      if ((mask & both) == 0) {
        double together =
            game.applyAsDouble(mask | both)
                - game.applyAsDouble(mask | 1 << a)
                - game.applyAsDouble(mask | 1 << b)
                + game.applyAsDouble(mask);
        sum += weight(Integer.bitCount(mask), players - 2) / (players - 1) * together;
      }
    }
    return sum / 2;
  }

  /** One over the binomial coefficient of {@code n} over {@code k}. */
  private static double weight(int k, int n) {
    double choose = 1;
    for (int i = 0; i < k; i++) {
      choose = choose * (n - i) / (i + 1);
    }
    return 1 / choose;
  }

  /** The margin when only features in {@code mask} are known and others follow the covers. */
  static double pathDependent(TreeEnsemble trees, double[] inputs, int offset, int mask) {
    double sum = trees.base();
    for (int tree = 0; tree < trees.trees(); tree++) {
      sum += below(trees, trees.root(tree), inputs, offset, mask);
    }
    return sum;
  }

  private static double below(TreeEnsemble trees, int node, double[] inputs, int offset, int mask) {
    if (trees.isLeaf(node)) {
      return trees.value(node);
    }
    int left = trees.left(node);
    int right = trees.right(node);
    if ((mask >> trees.feature(node) & 1) != 0) {
      boolean goesLeft = trees.goesLeft(node, inputs[offset + trees.feature(node)]);
      return below(trees, goesLeft ? left : right, inputs, offset, mask);
    }
    return (trees.cover(left) * below(trees, left, inputs, offset, mask)
            + trees.cover(right) * below(trees, right, inputs, offset, mask))
        / trees.cover(node);
  }

  /** The margin averaged over background rows that stand in for features outside {@code mask}. */
  static double interventional(
      TreeEnsemble trees, double[] inputs, int offset, double[] background, int mask) {
    int width = trees.features().size();
    double sum = 0;
    double[] mixed = new double[width];
    for (int row = 0; row < background.length; row += width) {
      for (int feature = 0; feature < width; feature++) {
        mixed[feature] =
            (mask >> feature & 1) != 0 ? inputs[offset + feature] : background[row + feature];
      }
      sum += trees.margin(mixed, 0);
    }
    return sum * width / background.length;
  }
}
