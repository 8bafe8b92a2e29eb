package dev.countersign.explain;

import dev.countersign.model.TreeEnsemble;
import java.util.Arrays;

/**
 * One tree seen from its leaves. The path to a leaf looks at some features, each perhaps several
 * times; every distinct one has a slot, and a row's agreement with the path is a bit mask over the
 * slots: bit s is set when the row takes the path's branch at every split on that feature. All
 * Shapley values of a leaf follow from such masks.
 */
final class LeafPaths {
  /** The most distinct features on one path; a mask is a {@code long}. */
  static final int MAX_SLOTS = 62;

  private final TreeEnsemble trees;
  private final int root;
  private final long[] bit;
  private final long[] fresh;
  private final int[] leaves;
  private final int[] start;
  private int[] slotFeature = new int[64];
  private double[] slotShare = new double[64];
  private int leafCount;
  private int slotCount;

  private final int[] pathFeature;
  private final double[] pathShare;

  private LeafPaths(TreeEnsemble trees, int tree) {
    this.trees = trees;
    this.root = trees.root(tree);
    int end = tree + 1 < trees.trees() ? trees.root(tree + 1) : trees.nodes();
    int nodes = end - root;
    this.bit = new long[nodes];
    this.fresh = new long[nodes];
    this.leaves = new int[nodes / 2 + 1];
    this.start = new int[leaves.length + 1];
    this.pathFeature = new int[trees.maxDepth() + 1];
    this.pathShare = new double[trees.maxDepth() + 1];
    Arrays.fill(pathShare, 1);
    walk(root, 0);
  }

  /**
   * Lays out one tree.
   *
   * @throws ExplainException if a path looks at more than {@link #MAX_SLOTS} features
   */
  static LeafPaths of(TreeEnsemble trees, int tree) {
    return new LeafPaths(trees, tree);
  }

  private void walk(int node, int depth) {
    if (trees.isLeaf(node)) {
      addLeaf(node, depth);
      return;
    }
    int feature = trees.feature(node);
    int slot = 0;
    while (slot < depth && pathFeature[slot] != feature) {
      slot++;
    }
    if (slot == MAX_SLOTS) {
      throw new ExplainException(
          "A path of the model looks at more than "
              + MAX_SLOTS
              + " features, too many for exact Shapley values. Train shallower trees.");
    }
    boolean isFresh = slot == depth;
    bit[node - root] = 1L << slot;
    fresh[node - root] = isFresh ? 1L << slot : 0;
    int deeper = isFresh ? depth + 1 : depth;
    pathFeature[slot] = feature;
    double share = isFresh ? 1 : pathShare[slot];
    pathShare[slot] = share * shareOf(trees.left(node), node);
    walk(trees.left(node), deeper);
    pathFeature[slot] = feature;
    pathShare[slot] = share * shareOf(trees.right(node), node);
    walk(trees.right(node), deeper);
    pathShare[slot] = share;
  }

  private double shareOf(int child, int parent) {
    return trees.hasCovers() ? trees.cover(child) / trees.cover(parent) : 1;
  }

  private void addLeaf(int node, int depth) {
    leaves[leafCount++] = node;
    if (slotCount + depth > slotFeature.length) {
      slotFeature = Arrays.copyOf(slotFeature, (slotCount + depth) * 2);
      slotShare = Arrays.copyOf(slotShare, slotFeature.length);
    }
    System.arraycopy(pathFeature, 0, slotFeature, slotCount, depth);
    System.arraycopy(pathShare, 0, slotShare, slotCount, depth);
    slotCount += depth;
    start[leafCount] = slotCount;
  }

  int leaves() {
    return leafCount;
  }

  /** What a leaf adds to the margin. */
  double value(int leaf) {
    return trees.value(leaves[leaf]);
  }

  /** Distinct features on the path to a leaf. */
  int slots(int leaf) {
    return start[leaf + 1] - start[leaf];
  }

  /** Where a leaf's slots begin among {@link #feature} and {@link #share}. */
  int start(int leaf) {
    return start[leaf];
  }

  /** The feature of a slot. */
  int feature(int slot) {
    return slotFeature[slot];
  }

  /** The share of training weight that a slot's splits let through, in (0, 1]; 1 without covers. */
  double share(int slot) {
    return slotShare[slot];
  }

  /** Room {@link #masks} needs. */
  int room() {
    return bit.length;
  }

  /** Position of a leaf's mask in what {@link #masks} fills. */
  int position(int leaf) {
    return leaves[leaf] - root;
  }

  /**
   * A row's mask at every leaf.
   *
   * @param masks of at least {@link #room()} entries; a leaf's mask ends up at its {@link
   *     #position}
   */
  void masks(double[] inputs, int offset, long[] masks) {
    masks[0] = 0;
    for (int i = 0; i < bit.length; i++) {
      int node = root + i;
      int feature = trees.feature(node);
      if (feature >= 0) {
        long mask = masks[i];
        long with = mask | fresh[i];
        long without = mask & ~bit[i];
        boolean left = trees.goesLeft(node, inputs[offset + feature]);
        masks[i + 1] = left ? with : without;
        masks[trees.right(node) - root] = left ? without : with;
      }
    }
  }

  /**
   * Several rows' masks at every leaf, which costs less than one after the other: what is known of
   * a node is looked up once.
   *
   * @param inputs row-major, {@code width} numbers a row
   * @param first the first of the rows
   * @param rows how many, at most {@code stride}
   * @param masks of at least {@link #room()} times {@code stride} entries; a leaf's masks end up
   *     from its {@link #position} times {@code stride} on
   */
  void masks(double[] inputs, int width, int first, int rows, int stride, long[] masks) {
    Arrays.fill(masks, 0, rows, 0);
    for (int i = 0; i < bit.length; i++) {
      int node = root + i;
      int feature = trees.feature(node);
      if (feature < 0) {
        continue;
      }
      int here = i * stride;
      int left = here + stride;
      int right = (trees.right(node) - root) * stride;
      long set = fresh[i];
      long kept = ~bit[i];
      int at = first * width + feature;
      for (int row = 0; row < rows; row++, at += width) {
        long mask = masks[here + row];
        boolean goesLeft = trees.goesLeft(node, inputs[at]);
        masks[left + row] = goesLeft ? mask | set : mask & kept;
        masks[right + row] = goesLeft ? mask & kept : mask | set;
      }
    }
  }
}
