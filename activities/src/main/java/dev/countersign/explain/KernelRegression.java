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
    double[] solved = cholesky(normal, right);
    double[] values = new double[players];
    double sum = 0;
    for (int a = 0; a < unknowns; a++) {
      values[a] = solved[a];
      sum += solved[a];
    }
    values[unknowns] = total - sum;
    return values;
  }

  /** Solves a symmetric positive definite system given by its lower triangle, in place. */
  private static double[] cholesky(double[][] a, double[] b) {
    int n = b.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        if (i == j) {
          if (sum <= 1e-12) {
            throw new ExplainException(
                "KernelSHAP's budget is too small to tell the features apart. Raise it.");
          }
          a[i][i] = Math.sqrt(sum);
        } else {
          a[i][j] = sum / a[j][j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= a[i][k] * x[k];
      }
      x[i] = sum / a[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = x[i];
      for (int k = i + 1; k < n; k++) {
        sum -= a[k][i] * x[k];
      }
      x[i] = sum / a[i][i];
    }
    return x;
  }
}
