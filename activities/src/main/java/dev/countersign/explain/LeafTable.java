package dev.countersign.explain;

/** One tree's leaves, with g of {@link PathDependentShap} tabulated where that is affordable. */
final class LeafTable {
  /** Rows that are explained together: their masks and sums lie side by side. */
  static final int STRIDE = 32;

  private static final int NONE = -1;

  private final LeafPaths paths;
  private final int leaves;
  private final int together;
  private final int[] position;
  private final int[] start;
  private final int[] feature;
  private final double[] inverse;
  private final int[] tableAt;
  private final double[] table;

  /**
   * Prepares one tree.
   *
   * @param maxSlots leaves with more slots get no table
   * @param maxEntries room for all tables of the tree
   * @param maxMasks masks kept at once; of a tree with many nodes fewer rows are explained together
   */
  LeafTable(LeafPaths paths, int maxSlots, long maxEntries, int maxMasks) {
    this.paths = paths;
    this.leaves = paths.leaves();
    this.together = Math.clamp(maxMasks / paths.room(), 1, STRIDE);
    this.position = new int[leaves];
    this.start = new int[leaves + 1];
    this.tableAt = new int[leaves];
    int slots = paths.start(leaves);
    this.feature = new int[slots];
    this.inverse = new double[slots];
    for (int slot = 0; slot < slots; slot++) {
      feature[slot] = paths.feature(slot);
      inverse[slot] = 1 / paths.share(slot);
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

  /** Entries that {@link #add} needs for masks. */
  int room() {
    return paths.room() * together;
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

  /**
   * Adds the tree's Shapley values of some rows.
   *
   * @param inputs row-major, {@code width} numbers a row
   * @param first the first of the rows
   * @param rows how many, at most {@link #STRIDE}
   * @param masks of at least {@link #room()} entries; overwritten
   * @param sums by feature {@link #STRIDE} entries, one a row
   */
  void add(double[] inputs, int width, int first, int rows, long[] masks, double[] sums) {
    for (int done = 0; done < rows; done += together) {
      int now = Math.min(together, rows - done);
      paths.masks(inputs, width, first + done, now, together, masks);
      for (int leaf = 0; leaf < leaves; leaf++) {
        if (tableAt[leaf] == NONE) {
          for (int row = 0; row < now; row++) {
            addWide(leaf, masks[position[leaf] * together + row], done + row, sums);
          }
        } else {
          addNarrow(leaf, masks, done, now, sums);
        }
      }
    }
  }

  private void addNarrow(int leaf, long[] masks, int done, int rows, double[] sums) {
    int at = tableAt[leaf];
    int masksAt = position[leaf] * together;
    for (int slot = start[leaf], s = 0; slot < start[leaf + 1]; slot++, s++) {
      int others = ~(1 << s);
      int sum = feature[slot] * STRIDE + done;
      double share = inverse[slot];
      for (int row = 0; row < rows; row++) {
        int mask = (int) masks[masksAt + row];
        // 1/z − 1 where the row agrees, −1 where it does not
        double factor = share * (mask >>> s & 1) - 1;
        sums[sum + row] += factor * table[at + (mask & others)];
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
  private void addWide(int leaf, long mask, int row, double[] sums) {
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
      sums[feature[from + s] * STRIDE + row] += scale * contribution;
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
