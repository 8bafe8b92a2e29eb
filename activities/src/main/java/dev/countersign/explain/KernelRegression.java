package dev.countersign.explain;

import java.util.BitSet;
import java.util.List;

/**
 * The weighted least squares of KernelSHAP: values that sum to what the full coalition gains, and
 * otherwise fit the coalitions' values best.
 */
final class KernelRegression {
  private KernelRegression() {}

  /**
   * Solves for the values.
   *
   * @param coalitions at least two
   * @param gains per coalition, its value less the empty coalition's
   * @param total the full coalition's value less the empty one's
   * @return one value a player, summing to {@code total}
   */
  static double[] solve(int players, Coalitions coalitions, double[] gains, double total) {
    int unknowns = players - 1;
    double[][] normal = new double[unknowns][unknowns];
    double[] right = new double[unknowns];
    List<BitSet> masks = coalitions.masks();
    double[] row = new double[unknowns];
    for (int i = 0; i < gains.length; i++) {
      BitSet mask = masks.get(i);
      double last = mask.get(unknowns) ? 1 : 0;
      double rest = gains[i] - last * total;
      double weight = coalitions.weight(i);
      for (int a = 0; a < unknowns; a++) {
        row[a] = (mask.get(a) ? 1 : 0) - last;
      }
      for (int a = 0; a < unknowns; a++) {
        if (row[a] != 0) {
          double scaled = weight * row[a];
          right[a] += scaled * rest;
          for (int b = 0; b <= a; b++) {
            normal[a][b] += scaled * row[b];
          }
        }
      }
    }
    double[] solved = Cholesky.solve(normal, right);
    double[] values = new double[players];
    double sum = 0;
    for (int a = 0; a < unknowns; a++) {
      values[a] = solved[a];
      sum += solved[a];
    }
    values[unknowns] = total - sum;
    return values;
  }
}
