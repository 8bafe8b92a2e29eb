package dev.countersign.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sum of decision trees for one output: {@code margin(x) = base + Σ leaf(tree, x)}, and {@code
 * answer = link(margin)}. One representation for every format; libraries differ in their
 * comparison, in what they do with missing values and in float width, and the readers have settled
 * all of that when an ensemble is built:
 *
 * <ul>
 *   <li>a numeric node sends {@code x} left when {@code x <= threshold}; readers of {@code <} store
 *       the next smaller number;
 *   <li>a missing value (NaN) takes the node's default branch;
 *   <li>where the library compares 32-bit numbers, {@link #single()} holds and inputs are rounded
 *       to 32 bits before they come here.
 * </ul>
 *
 * Nodes are numbered in pre-order over all trees, so a left child is always {@code node + 1}.
 * Immutable; made by {@link TreeEnsembleBuilder}.
 */
public final class TreeEnsemble {
  static final byte MISSING_LEFT = 1;
  static final byte ZERO_IS_MISSING = 2;
  static final byte CATEGORICAL = 4;
  static final byte MEMBERS_LEFT = 8;
  private static final int SPECIAL = ZERO_IS_MISSING | CATEGORICAL;

  /** LightGBM's width of zero: numbers this close to 0 count as 0. */
  private static final double ZERO_WIDTH = 1e-35f;

  private final List<String> features;
  private final int[] roots;
  private final int[] feature;
  private final double[] threshold;
  private final int[] right;
  private final byte[] flags;
  private final long[][] members;
  private final double[] cover;
  private final double[] value;
  private final double base;
  private final Link link;
  private final boolean single;
  private final int maxDepth;
  private final boolean plain;
  private volatile @Nullable TreeDescent descent;

  TreeEnsemble(TreeEnsembleBuilder built, double base, Link link, boolean single) {
    this.features = built.features();
    this.roots = built.roots();
    this.feature = built.feature();
    this.threshold = built.threshold();
    this.right = built.right();
    this.flags = built.flags();
    this.members = built.members();
    this.cover = built.cover();
    this.value = built.value();
    this.maxDepth = built.maxDepth();
    this.base = base;
    this.link = link;
    this.single = single;
    this.plain = everyNodeIsPlain();
  }

  private TreeEnsemble(TreeEnsemble of, double base, double[] value, Link link) {
    this.features = of.features;
    this.roots = of.roots;
    this.feature = of.feature;
    this.threshold = of.threshold;
    this.right = of.right;
    this.flags = of.flags;
    this.members = of.members;
    this.cover = of.cover;
    this.value = value;
    this.base = base;
    this.link = link;
    this.single = of.single;
    this.maxDepth = of.maxDepth;
    this.plain = of.plain;
  }

  /** The ensemble that speaks of the other of two classes. */
  TreeEnsemble complement() {
    double[] negated = new double[value.length];
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -value[i];
    }
    return switch (link) {
      case Link.Identity() -> new TreeEnsemble(this, 1 - base, negated, link);
      case Link.Logistic(double steepness) -> new TreeEnsemble(this, -base, negated, link);
      case Link.Amount() -> throw new IllegalStateException("a number has no other class");
    };
  }

  /** The ensemble whose margin is the predicted number. */
  TreeEnsemble ofAmounts() {
    return new TreeEnsemble(this, base, value, new Link.Amount());
  }

  /** Names of the inputs, in the model's order. */
  public List<String> features() {
    return features;
  }

  /** Number of trees, at least 1. */
  public int trees() {
    return roots.length;
  }

  /** Number of nodes of all trees, leaves included. */
  public int nodes() {
    return feature.length;
  }

  /** The root node of a tree. */
  public int root(int tree) {
    return roots[tree];
  }

  /** Most splits from a root to a leaf. */
  public int maxDepth() {
    return maxDepth;
  }

  /** Whether the node is a leaf. */
  public boolean isLeaf(int node) {
    return feature[node] < 0;
  }

  /** The input an inner node looks at; -1 for a leaf. */
  public int feature(int node) {
    return feature[node];
  }

  /** The left child of an inner node. */
  public int left(int node) {
    return node + 1;
  }

  /** The right child of an inner node. */
  public int right(int node) {
    return right[node];
  }

  /** A numeric inner node's threshold: {@code x} goes left when {@code x <= threshold}. */
  public double threshold(int node) {
    return threshold[node];
  }

  /** Whether an inner node asks for membership in a set of categories. */
  public boolean isCategorical(int node) {
    return (flags[node] & CATEGORICAL) != 0;
  }

  /**
   * Whether {@code x <= threshold(node)} alone sends numbers left: the node asks for no category
   * and takes no number for a missing one.
   */
  public boolean isPlain(int node) {
    return (flags[node] & SPECIAL) == 0;
  }

  /** Whether an inner node sends what is missing to its left child. */
  public boolean sendsMissingLeft(int node) {
    return (flags[node] & MISSING_LEFT) != 0;
  }

  /** What a leaf adds to the margin; 0 for inner nodes. */
  public double value(int node) {
    return value[node];
  }

  /** Whether nodes carry the training weight that passed them, as path-dependent SHAP needs. */
  public boolean hasCovers() {
    return cover.length > 0;
  }

  /**
   * Training weight (rows or Hessians, as the library counts) that passed a node, above 0.
   *
   * @throws IllegalStateException if the file has no covers
   */
  public double cover(int node) {
    if (!hasCovers()) {
      throw new IllegalStateException("this ensemble has no covers; ask hasCovers() first");
    }
    return cover[node];
  }

  /** What is added to the leaves: the margin of a model without trees. */
  public double base() {
    return base;
  }

  /** From margin to answer. */
  public Link link() {
    return link;
  }

  /** Whether inputs are rounded to 32-bit numbers before they are compared. */
  public boolean single() {
    return single;
  }

  /** Whether an inner node sends {@code x} to its left child. */
  public boolean goesLeft(int node, double x) {
    int flag = flags[node];
    if ((flag & SPECIAL) == 0) {
      return x <= threshold[node] || (Double.isNaN(x) && (flag & MISSING_LEFT) != 0);
    }
    return goesLeftSpecially(node, flag, x);
  }

  private boolean goesLeftSpecially(int node, int flag, double x) {
    boolean zero = (flag & ZERO_IS_MISSING) != 0 && Math.abs(x) <= ZERO_WIDTH;
    if (zero || Double.isNaN(x)) {
      return (flag & MISSING_LEFT) != 0;
    }
    if ((flag & CATEGORICAL) == 0) {
      return x <= threshold[node];
    }
    long[] set = members[(int) threshold[node]];
    long category = (long) x;
    boolean member =
        category >= 0
            && category < (long) set.length * Long.SIZE
            && (set[(int) (category >> 6)] >>> (category & 63) & 1) != 0;
    return member == ((flag & MEMBERS_LEFT) != 0);
  }

  /** The leaf a row ends in; the row's inputs start at {@code inputs[offset]}. */
  public int leaf(int tree, double[] inputs, int offset) {
    int node = roots[tree];
    while (feature[node] >= 0) {
      node = goesLeft(node, inputs[offset + feature[node]]) ? node + 1 : right[node];
    }
    return node;
  }

  /** The margin of a row whose inputs start at {@code inputs[offset]}. */
  public double margin(double[] inputs, int offset) {
    double sum = 0;
    for (int tree = 0; tree < roots.length; tree++) {
      sum += value[leaf(tree, inputs, offset)];
    }
    return base + sum;
  }

  /**
   * The margins of rows, each to the bit what {@link #margin} gives.
   *
   * @param inputs of {@code rows} rows, row by row
   */
  public double[] margins(double[] inputs, int rows) {
    double[] margins = plain ? descent().sums(inputs, rows) : new double[rows];
    for (int row = 0; row < rows; row++) {
      margins[row] =
          plain && !Double.isNaN(margins[row])
              ? base + margins[row]
              : margin(inputs, row * features.size());
    }
    return margins;
  }

  /** Made by who first asks for many rows: explanations alone don't need it. */
  private TreeDescent descent() {
    TreeDescent made = descent;
    if (made == null) {
      made = new TreeDescent(this);
      descent = made;
    }
    return made;
  }

  private boolean everyNodeIsPlain() {
    for (int node = 0; node < flags.length; node++) {
      if (!isLeaf(node) && !isPlain(node)) {
        return false;
      }
    }
    return true;
  }
}
