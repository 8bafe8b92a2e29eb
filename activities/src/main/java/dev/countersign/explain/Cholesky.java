package dev.countersign.explain;

/** Solves the symmetric positive definite systems that least squares lead to. */
final class Cholesky {
  private static final double SINGULAR = 1e-12;

  private Cholesky() {}

  /**
   * Solves {@code a x = b}.
   *
   * @param a its lower triangle is read, and overwritten by the factor
   * @throws ExplainException if the system does not determine x
   */
  static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        if (i == j) {
          if (sum <= SINGULAR) {
            throw new ExplainException(
                "The budget is too small to tell the features apart. Raise it.");
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
