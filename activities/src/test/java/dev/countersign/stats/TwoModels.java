package dev.countersign.stats;

/** How two models decide about the same rows. */
public enum TwoModels {
  UNLIKE(0.40, 0.30, 0.20, 0.10, 0.05, 0.15, 0.10, 0.70),
  NEAR_TWINS(0.70, 0.06, 0.04, 0.20, 0.10, 0.03, 0.05, 0.82);

  private final double[] shares;

  /**
   * @param shares of favourable rows, then of the others, that both, the first alone, the second
   *     alone, and neither decide for
   */
  TwoModels(double... shares) {
    this.shares = shares;
  }

  /** Shares of all rows, in the same order. */
  public double[] cells(double rate) {
    double[] cells = shares.clone();
    for (int cell = 0; cell < cells.length; cell++) {
      cells[cell] *= cell < 4 ? rate : 1 - rate;
    }
    return cells;
  }
}
