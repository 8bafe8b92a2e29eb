package dev.countersign.explain;

/** Weights of the Shapley value (Shapley 1953). */
final class ShapleyWeights {
  private static final double[][] GAINS = gains(LeafPaths.MAX_SLOTS);

  private ShapleyWeights() {}

  /**
   * {@code k! (players − 1 − k)! / players!} for k from 0 to players: the chance that exactly a
   * given set of k comes before a player. The last entry, which no set has, is 0.
   */
  static double[] of(int players) {
    double[] weights = new double[players + 1];
    double choose = 1;
    for (int k = 0; k < players; k++) {
      weights[k] = 1 / (players * choose);
      choose = choose * (players - 1 - k) / (k + 1);
    }
    return weights;
  }

  /**
   * What each of {@code a} players gets who make a value by all joining before any of {@code b}
   * others does: {@code (a − 1)! b! / (a + b)!}; 0 when there are none. Each of the others loses
   * {@code gain(b, a)}.
   */
  static double gain(int a, int b) {
    return GAINS[a][b];
  }

  private static double[][] gains(int most) {
    double[][] gains = new double[most + 1][most + 1];
    for (int a = 1; a <= most; a++) {
      gains[a][0] = 1.0 / a;
      for (int b = 1; b <= most; b++) {
        gains[a][b] = gains[a][b - 1] * b / (a + b);
      }
    }
    return gains;
  }
}
