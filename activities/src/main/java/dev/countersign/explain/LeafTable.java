package dev.countersign.explain;

/** One tree's leaves, with g of {@link PathDependentShap} tabulated where that is affordable. */
final class LeafTable {
  private static final int NONE = -1;

  private final LeafPaths paths;
  private final int leaves;
  private final int[] position;
  private final int[] start;
  private final int[] feature;
  private final double[] gain;
  private final int[] tableAt;
  private final double[] table;

  /**
   * Prepares one tree.
   *
   * @param maxSlots leaves with more slots get no table
   * @param maxEntries room for all tables of the tree
   */
  LeafTable(LeafPaths paths, int maxSlots, long maxEntries) {
    this.paths = paths;
    this.leaves = paths.leaves();
    this.position = new int[leaves];
    this.start = new int[leaves + 1];
    this.tableAt = new int[leaves];
    int slots = paths.start(leaves);
    this.feature = new int[slots];
    this.gain = new double[slots];
    for (int slot = 0; slot < slots; slot++) {
      feature[slot] = paths.feature(slot);
      gain[slot] = 1 / paths.share(slot) - 1;
    }
    int entries = 0;
    for (int leaf = 0; leaf < leaves; leaf++) {
      position[leaf] = paths.position(leaf);
      start[leaf + 1] = start[leaf] + paths.slots(leaf);
      int size = 1 << Math.min(30, paths.slots(leaf));
      boolean fits = paths.slots(leaf) <= maxSlots && entries + (long) size <= maxEntries;
      tableAt[leaf] = fits ? entries : NONE;
      entries += fits ? size : 0;
    }
    this.table = new double[entries];
    for (int leaf = 0; leaf < leaves; leaf++) {
      if (tableAt[leaf] != NONE) {
        tabulate(leaf);
      }
    }
  }

  int room() {
    return paths.room();
  }

  /** What the tree adds on average over the training weight. */
  double expectation() {
    double sum = 0;
    for (int leaf = 0; leaf < leaves; leaf++) {
      double reached = paths.value(leaf);
      for (int slot = start[leaf]; slot < start[leaf + 1]; slot++) {
        reached *= paths.share(slot);
      }
      sum += reached;
    }
    return sum;
  }

  /** Adds the tree's Shapley values of the row at {@code offset} to {@code out} there. */
  void add(double[] inputs, int offset, long[] masks, double[] out) {
    paths.masks(inputs, offset, masks);
    for (int leaf = 0; leaf < leaves; leaf++) {
      long mask = masks[position[leaf]];
      int from = start[leaf];
      int to = start[leaf + 1];
      int at = tableAt[leaf];
      if (at == NONE) {
        addWide(leaf, mask, offset, out);
        continue;
      }
      int narrow = (int) mask;
      for (int slot = from, bit = 1; slot < to; slot++, bit <<= 1) {
        double factor = (narrow & bit) != 0 ? gain[slot] : -1;
        out[offset + feature[slot]] += factor * table[at + (narrow & ~bit)];
      }
    }
  }

  /** g for every mask: polynomials {@code Π (z + y)} built up slot by slot. */
  private void tabulate(int leaf) {
    int slots = paths.slots(leaf);
    double[] weights = ShapleyWeights.of(slots);
    double[] polynomials = new double[(1 << slots) * (slots + 1)];
    int width = slots + 1;
    polynomials[0] = 1;
    for (int mask = 0; mask < 1 << slots; mask++) {
      if (mask != 0) {
        int added = Integer.numberOfTrailingZeros(mask);
        double share = paths.share(start[leaf] + added);
        int of = (mask & (mask - 1)) * width;
        int at = mask * width;
        for (int k = slots; k > 0; k--) {
          polynomials[at + k] = share * polynomials[of + k] + polynomials[of + k - 1];
        }
        polynomials[at] = share * polynomials[of];
      }
      double sum = 0;
      for (int k = 0; k <= slots; k++) {
        sum += weights[k] * polynomials[mask * width + k];
      }
      table[tableAt[leaf] + mask] = sum * paths.value(leaf) * sharesOutside(leaf, mask);
    }
  }

  private double sharesOutside(int leaf, long mask) {
    double product = 1;
    for (int slot = start[leaf], s = 0; slot < start[leaf + 1]; slot++, s++) {
      if ((mask >>> s & 1) == 0) {
        product *= paths.share(slot);
      }
    }
    return product;
  }

  /** The same as {@link #add} for a leaf without a table. */
  private void addWide(int leaf, long mask, int offset, double[] out) {
    int from = start[leaf];
    int slots = start[leaf + 1] - from;
    double[] weights = ShapleyWeights.of(slots);
    double[] polynomial = new double[slots + 1];
    polynomial[0] = 1;
    int degree = 0;
    for (int s = 0; s < slots; s++) {
      if ((mask >>> s & 1) != 0) {
        double share = paths.share(from + s);
        degree++;
        for (int k = degree; k > 0; k--) {
          polynomial[k] = share * polynomial[k] + polynomial[k - 1];
        }
        polynomial[0] *= share;
      }
    }
    double scale = paths.value(leaf) * sharesOutside(leaf, mask);
    double outside = 0;
    for (int k = 0; k <= degree; k++) {
      outside += weights[k] * polynomial[k];
    }
    for (int s = 0; s < slots; s++) {
      boolean agrees = (mask >>> s & 1) != 0;
      double share = paths.share(from + s);
      double contribution =
          agrees ? (1 - share) * without(polynomial, degree, share, weights) : -outside;
      out[offset + feature[from + s]] += scale * contribution;
    }
  }

  /** The weighted sum of the polynomial divided by {@code (share + y)}, from the top down. */
  private static double without(double[] polynomial, int degree, double share, double[] weights) {
    double quotient = 0;
    double sum = 0;
    for (int k = degree; k > 0; k--) {
      quotient = polynomial[k] - share * quotient;
      sum += weights[k - 1] * quotient;
    }
    return sum;
  }
}
