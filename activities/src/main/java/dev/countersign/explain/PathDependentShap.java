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
  private static final int CHUNK = 64;
  private static final int MAX_TABLE_SLOTS = 12;
  private static final long MAX_TABLE_ENTRIES = 8L << 20;

  private final TreeEnsemble trees;
  private final LeafTable[] tables;
  private final double base;

  /**
   * Prepares an ensemble.
   *
   * @param trees must have covers
   * @param rows how many rows are to be explained, which decides whether tables are worth it
   * @throws ExplainException if there are no covers or a path has too many features
   */
  PathDependentShap(TreeEnsemble trees, int rows) {
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
            .mapToObj(tree -> new LeafTable(LeafPaths.of(trees, tree), slots, perTree))
            .toArray(LeafTable[]::new);
    double sum = 0;
    for (LeafTable table : tables) {
      sum += table.expectation();
    }
    this.base = trees.base() + sum;
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
              for (LeafTable table : tables) {
                long[] masks = new long[table.room()];
                for (int row = chunk * CHUNK; row < to; row++) {
                  table.add(inputs, row * width, masks, out);
                }
              }
            });
    return new Attributions(base, width, out);
  }
}
