package dev.countersign.explain;

import dev.countersign.model.TreeEnsemble;
import java.util.stream.IntStream;

/**
 * Path-dependent interaction values. A leaf with d slots gives a pair of slots s ≠ t, with o = 1
 * for a slot the row agrees with and 0 else,
 *
 * <pre>½ · leaf · (o_s − z_s)(o_t − z_t) · Σ_{T⊆M∖{s,t}} |T|! (d−2−|T|)! / (d−1)! · Π …</pre>
 *
 * where the product is as in {@link PathDependentShap}: the polynomial {@code Π (z + y)} over the
 * other agreeing slots, times the shares of the other disagreeing ones.
 */
final class InteractionShap {
  private final TreeEnsemble trees;
  private final LeafPaths[] paths;

  /**
   * Prepares an ensemble.
   *
   * @param trees must have covers
   */
  InteractionShap(TreeEnsemble trees) {
    if (!trees.hasCovers()) {
      throw new ExplainException(
          "The model file does not say how many training rows passed each node, so interaction"
              + " values are not possible.");
    }
    this.trees = trees;
    this.paths =
        IntStream.range(0, trees.trees())
            .mapToObj(tree -> LeafPaths.of(trees, tree))
            .toArray(LeafPaths[]::new);
  }

  /**
   * Splits rows' Shapley values over pairs.
   *
   * @param inputs rows as {@link dev.countersign.model.TreeModel#matrix} gives them
   * @param shapley their Shapley values, which the diagonal completes
   */
  Interactions explain(double[] inputs, Attributions shapley) {
    int width = trees.features().size();
    int rows = inputs.length / width;
    double[] out = new double[rows * width * width];
    IntStream.range(0, rows).parallel().forEach(row -> explain(inputs, row, width, shapley, out));
    return new Interactions(width, out);
  }

  private void explain(double[] inputs, int row, int width, Attributions shapley, double[] out) {
    int at = row * width * width;
    for (LeafPaths tree : paths) {
      long[] masks = new long[tree.room()];
      tree.masks(inputs, row * width, masks);
      for (int leaf = 0; leaf < tree.leaves(); leaf++) {
        if (tree.slots(leaf) > 1) {
          add(tree, leaf, masks[tree.position(leaf)], width, at, out);
        }
      }
    }
    for (int a = 0; a < width; a++) {
      double alone = shapley.value(row, a);
      for (int b = 0; b < width; b++) {
        alone -= a == b ? 0 : out[at + a * width + b];
      }
      out[at + a * width + a] = alone;
    }
  }

  private static void add(LeafPaths tree, int leaf, long mask, int width, int at, double[] out) {
    int start = tree.start(leaf);
    int slots = tree.slots(leaf);
    double[] weights = ShapleyWeights.of(slots - 1);
    for (int s = 0; s < slots; s++) {
      for (int t = 0; t < s; t++) {
        double others = tree.value(leaf) * others(tree, start, slots, mask, s, t, weights);
        double both = excess(tree, start, mask, s) * excess(tree, start, mask, t) * others / 2;
        int a = tree.feature(start + s);
        int b = tree.feature(start + t);
        out[at + a * width + b] += both;
        out[at + b * width + a] += both;
      }
    }
  }

  private static double excess(LeafPaths tree, int start, long mask, int slot) {
    return (mask >>> slot & 1) - tree.share(start + slot);
  }

  private static double others(
      LeafPaths tree, int start, int slots, long mask, int s, int t, double[] weights) {
    double[] polynomial = new double[slots];
    polynomial[0] = 1;
    int degree = 0;
    double outside = 1;
    for (int slot = 0; slot < slots; slot++) {
      double share = tree.share(start + slot);
      if (slot == s || slot == t) {
        continue;
      }
      if ((mask >>> slot & 1) == 0) {
        outside *= share;
        continue;
      }
      degree++;
      for (int k = degree; k > 0; k--) {
        polynomial[k] = share * polynomial[k] + polynomial[k - 1];
      }
      polynomial[0] *= share;
    }
    double sum = 0;
    for (int k = 0; k <= degree; k++) {
      sum += weights[k] * polynomial[k];
    }
    return sum * outside;
  }
}
