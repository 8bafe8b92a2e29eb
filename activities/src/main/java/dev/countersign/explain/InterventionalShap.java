package dev.countersign.explain;

import dev.countersign.model.TreeEnsemble;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Interventional TreeSHAP (Lundberg et al. 2020; Janzing et al. 2020): Shapley values of the
 * margin, where an unknown feature takes the values of background rows, one row at a time,
 * averaged.
 *
 * <p>Against one background row, a leaf counts only when every slot of its path is agreed to by the
 * explained row or by the background row. With a slots only the explained row agrees to and b only
 * the background row does, each of the former gains {@code leaf · (a−1)! b! / (a+b)!} and each of
 * the latter loses {@code leaf · a! (b−1)! / (a+b)!}. Background rows that agree to the same slots
 * of a leaf are counted together.
 */
final class InterventionalShap {
  private static final int CHUNK = 32;

  private final TreeEnsemble trees;
  private final Tree[] prepared;
  private final double base;

  /** One tree and what the background rows agree to at each leaf: distinct masks with counts. */
  private record Tree(LeafPaths paths, long[][] masks, double[][] shares) {}

  /**
   * Prepares an ensemble.
   *
   * @param background row-major, at least one row, as {@link
   *     dev.countersign.model.TreeModel#matrix} gives them
   * @throws ExplainException if there is no background row or a path has too many features
   */
  InterventionalShap(TreeEnsemble trees, double[] background) {
    int width = trees.features().size();
    int rows = background.length / width;
    if (rows == 0) {
      throw new ExplainException("Interventional SHAP needs background rows; there are none.");
    }
    this.trees = trees;
    this.prepared =
        IntStream.range(0, trees.trees())
            .parallel()
            .mapToObj(tree -> prepare(LeafPaths.of(trees, tree), background, width, rows))
            .toArray(Tree[]::new);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += trees.margin(background, row * width);
    }
    this.base = sum / rows;
  }

  private static Tree prepare(LeafPaths paths, double[] background, int width, int rows) {
    long[][] agreed = new long[paths.leaves()][rows];
    long[] masks = new long[paths.room()];
    for (int row = 0; row < rows; row++) {
      paths.masks(background, row * width, masks);
      for (int leaf = 0; leaf < agreed.length; leaf++) {
        agreed[leaf][row] = masks[paths.position(leaf)];
      }
    }
    double[][] shares = new double[agreed.length][];
    for (int leaf = 0; leaf < agreed.length; leaf++) {
      Arrays.sort(agreed[leaf]);
      long[] distinct = Arrays.stream(agreed[leaf]).distinct().toArray();
      shares[leaf] = new double[distinct.length];
      int at = 0;
      for (long mask : agreed[leaf]) {
        at += mask == distinct[at] ? 0 : 1;
        shares[leaf][at] += 1.0 / rows;
      }
      agreed[leaf] = distinct;
    }
    return new Tree(paths, agreed, shares);
  }

  /**
   * Explains rows, given row-major as {@link dev.countersign.model.TreeModel#matrix} gives them.
   */
  Attributions explain(double[] inputs) {
    int width = trees.features().size();
    int rows = inputs.length / width;
    double[] out = new double[rows * width];
    IntStream.range(0, Math.ceilDiv(rows, CHUNK))
        .parallel()
        .forEach(
            chunk -> {
              int to = Math.min(rows, (chunk + 1) * CHUNK);
              for (Tree tree : prepared) {
                long[] masks = new long[tree.paths().room()];
                for (int row = chunk * CHUNK; row < to; row++) {
                  tree.paths().masks(inputs, row * width, masks);
                  add(tree, masks, row * width, out);
                }
              }
            });
    return new Attributions(base, width, out);
  }

  private static void add(Tree tree, long[] masks, int offset, double[] out) {
    LeafPaths paths = tree.paths();
    for (int leaf = 0; leaf < paths.leaves(); leaf++) {
      int slots = paths.slots(leaf);
      long full = (1L << slots) - 1;
      long row = masks[paths.position(leaf)];
      long[] others = tree.masks()[leaf];
      for (int i = 0; i < others.length; i++) {
        long other = others[i];
        if ((row | other) == full && row != other) {
          double weight = paths.value(leaf) * tree.shares()[leaf][i];
          addPair(paths, paths.start(leaf), row & ~other, other & ~row, weight, offset, out);
        }
      }
    }
  }

  private static void addPair(
      LeafPaths paths, int start, long gains, long loses, double weight, int offset, double[] out) {
    int a = Long.bitCount(gains);
    int b = Long.bitCount(loses);
    double gain = weight * ShapleyWeights.gain(a, b);
    double loss = weight * ShapleyWeights.gain(b, a);
    for (long left = gains; left != 0; left &= left - 1) {
      out[offset + paths.feature(start + Long.numberOfTrailingZeros(left))] += gain;
    }
    for (long left = loses; left != 0; left &= left - 1) {
      out[offset + paths.feature(start + Long.numberOfTrailingZeros(left))] -= loss;
    }
  }
}
