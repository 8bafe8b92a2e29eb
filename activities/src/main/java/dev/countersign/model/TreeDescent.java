package dev.countersign.model;

/**
 * The ways of many rows down an ensemble's trees. Four trees are gone down at once, and without a
 * branch: which child comes next is the sign of {@code threshold - x}, and a leaf leads to itself.
 * A comparison that holds half the time would be guessed wrongly at every other node, and each
 * guess costs more than the node.
 *
 * <p>Every input is there twice, with what is missing below all thresholds and above them, and a
 * node looks at the one that sends it the right way.
 */
final class TreeDescent {
  private static final int TREES = 4;

  private final int width;

  /** The root of each tree; empty trees fill up the last four. */
  private final int[] roots;

  private final int[] input;
  private final double[] threshold;

  /** Of node n, the left child at 2 n and the right one at 2 n + 1. */
  private final int[] children;

  private final double[] value;

  /**
   * Lays the trees out.
   *
   * @param trees whose every node is plain ({@link TreeEnsemble#isPlain})
   */
  TreeDescent(TreeEnsemble trees) {
    int nodes = trees.nodes();
    this.width = trees.features().size();
    this.roots = new int[Math.ceilDiv(trees.trees(), TREES) * TREES];
    this.input = new int[nodes + 1];
    this.threshold = new double[nodes + 1];
    this.children = new int[2 * (nodes + 1)];
    this.value = new double[nodes + 1];
    for (int tree = 0; tree < roots.length; tree++) {
      roots[tree] = tree < trees.trees() ? trees.root(tree) : nodes;
    }
    for (int node = 0; node <= nodes; node++) {
      if (node == nodes || trees.isLeaf(node)) {
        children[2 * node] = node;
        children[2 * node + 1] = node;
        value[node] = node == nodes ? 0 : trees.value(node);
      } else {
        input[node] = trees.feature(node) + (trees.sendsMissingLeft(node) ? 0 : width);
        // + 0.0: of 0 - 0 the sign says left, of -0 - 0 it would say right
        threshold[node] = Math.min(trees.threshold(node), Double.MAX_VALUE) + 0.0;
        children[2 * node] = trees.left(node);
        children[2 * node + 1] = trees.right(node);
      }
    }
  }

  /**
   * The sum of the leaves each row ends in, added up tree by tree; NaN for a row that holds an
   * infinite number.
   *
   * @param inputs of {@code rows} rows, row by row
   */
  double[] sums(double[] inputs, int rows) {
    double[] twice = new double[2 * rows * width];
    double[] sums = new double[rows];
    for (int row = 0; row < rows; row++) {
      sums[row] = place(inputs, row * width, twice, 2 * row * width) ? 0 : Double.NaN;
    }
    for (int tree = 0; tree < roots.length; tree += TREES) {
      for (int row = 0; row < rows; row++) {
        add(tree, twice, 2 * row * width, sums, row);
      }
    }
    return sums;
  }

  private boolean place(double[] inputs, int from, double[] twice, int to) {
    boolean finite = true;
    for (int i = 0; i < width; i++) {
      double x = inputs[from + i];
      boolean missing = Double.isNaN(x);
      twice[to + i] = missing ? Double.NEGATIVE_INFINITY : x;
      twice[to + width + i] = missing ? Double.POSITIVE_INFINITY : x;
      finite &= missing || Double.isFinite(x);
    }
    return finite;
  }

  private void add(int tree, double[] twice, int from, double[] sums, int row) {
    int a = roots[tree];
    int b = roots[tree + 1];
    int c = roots[tree + 2];
    int d = roots[tree + 3];
    int moved;
    do {
      int nextA = next(a, twice, from);
      int nextB = next(b, twice, from);
      int nextC = next(c, twice, from);
      int nextD = next(d, twice, from);
      moved = (nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d);
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
    } while (moved != 0);
    sums[row] = sums[row] + value[a] + value[b] + value[c] + value[d];
  }

  private int next(int node, double[] twice, int from) {
    double left = threshold[node] - twice[from + input[node]];
    return children[2 * node + (int) (Double.doubleToRawLongBits(left) >>> 63)];
  }
}
