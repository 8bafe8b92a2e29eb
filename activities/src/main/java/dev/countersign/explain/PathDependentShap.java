package dev.countersign.explain;

import dev.countersign.model.TreeEnsemble;
import java.util.stream.IntStream;

/**
 * Path-dependent TreeSHAP (Lundberg et al. 2020, Nature Machine Intelligence 2): Shapley values of
 * the margin, where an unknown feature takes each branch as often as training rows did.
 *
 * <p>Each leaf is a product of what its path asks of its features. With z_s the share of training
 * weight slot s lets through, M the slots a row agrees with, and
 *
 * <pre>g(M) = leaf · Π_{s∉M} z_s · Σ_{T⊆M} |T|! (d−1−|T|)! / d! · Π_{s∈M∖T} z_s</pre>
 *
 * a slot in M contributes {@code (1/z_s − 1) · g(M∖{s})} and a slot outside {@code −g(M)}. So a
 * table of g over the 2^d masks of a leaf answers for all its features (the idea of Yang, Fast
 * TreeSHAP, 2021); leaves with too many slots for a table compute g from the polynomial {@code
 * Π_{s∈M} (z_s + y)} instead.
 */
final class PathDependentShap {
  private static final int MAX_TABLE_SLOTS = 12;
  private static final long MAX_TABLE_ENTRIES = 8L << 20;
  private static final int MAX_MASKS = 4 << 20;

  private final TreeEnsemble trees;
  private final LeafTable[] tables;
  private final double base;
  private final int room;

  /**
   * Prepares an ensemble.
   *
   * @param trees must have covers
   * @param rows how many rows are to be explained, which decides whether tables are worth it
   * @throws ExplainException if there are no covers or a path has too many features
   */
  PathDependentShap(TreeEnsemble trees, int rows) {
    this(trees, rows, MAX_MASKS);
  }

  PathDependentShap(TreeEnsemble trees, int rows, int maxMasks) {
    if (!trees.hasCovers()) {
      throw new ExplainException(
          "The model file does not say how many training rows passed each node, so path-dependent"
              + " SHAP is not possible. Use interventional SHAP with background rows.");
    }
    this.trees = trees;
    int slots = Math.min(MAX_TABLE_SLOTS, 64 - Long.numberOfLeadingZeros(Math.max(1L, rows) * 4));
    long perTree = MAX_TABLE_ENTRIES / trees.trees();
    this.tables =
        IntStream.range(0, trees.trees())
            .parallel()
            .mapToObj(tree -> new LeafTable(LeafPaths.of(trees, tree), slots, perTree, maxMasks))
            .toArray(LeafTable[]::new);
    double sum = 0;
    int most = 0;
    for (LeafTable table : tables) {
      sum += table.expectation();
      most = Math.max(most, table.room());
    }
    this.room = most;
    this.base = trees.base() + sum;
  }

  /**
   * Explains rows, given row-major as {@link dev.countersign.model.TreeModel#matrix} gives them.
   */
  Attributions explain(double[] inputs) {
    int width = trees.features().size();
    int rows = inputs.length / width;
    double[] out = new double[rows * width];
    IntStream.range(0, Math.ceilDiv(rows, LeafTable.STRIDE))
        .parallel()
        .forEach(chunk -> explain(inputs, width, chunk * LeafTable.STRIDE, rows, out));
    return new Attributions(base, width, out);
  }

  private void explain(double[] inputs, int width, int first, int rows, double[] out) {
    int together = Math.min(LeafTable.STRIDE, rows - first);
    double[] sums = new double[width * LeafTable.STRIDE];
    long[] masks = new long[room];
    for (LeafTable table : tables) {
      table.add(inputs, width, first, together, masks, sums);
    }
    for (int row = 0; row < together; row++) {
      for (int feature = 0; feature < width; feature++) {
        out[(first + row) * width + feature] = sums[feature * LeafTable.STRIDE + row];
      }
    }
  }
}
