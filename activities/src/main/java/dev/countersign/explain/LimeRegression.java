package dev.countersign.explain;

/**
 * LIME's surrogate: ridge regression over indicators, weighted, with an intercept that is not
 * penalised. Smile's would need a native BLAS, and standardises what must stay as it is.
 */
final class LimeRegression {
  private final double[] weightOf;
  private final double ridge;

  /**
   * Prepares fits.
   *
   * @param columns number of indicators
   * @param ridge α of {@code Σ w (y − b − zβ)² + α ‖β‖²}
   */
  LimeRegression(int columns, double ridge) {
    this.ridge = ridge;
    double width = 0.75 * Math.sqrt(columns);
    this.weightOf = new double[columns + 1];
    for (int differing = 0; differing <= columns; differing++) {
      // √exp(−d²/w²), and the square of the distance between indicators is how many differ
      weightOf[differing] = Math.exp(-differing / (2 * width * width));
    }
  }

  /**
   * A fit.
   *
   * @param intercept b
   * @param weights β, one an indicator
   * @param fidelity weighted R²
   */
  record Fit(double intercept, double[] weights, double fidelity) {}

  /**
   * Fits.
   *
   * @param kept by column and sample, whether the sample keeps the row's kind of value
   * @param answers one a sample
   */
  Fit fit(boolean[][] kept, double[] answers) {
    int columns = kept.length;
    double[][] moments = new double[columns][columns];
    double[] means = new double[columns];
    double[] right = new double[columns];
    int[] set = new int[columns];
    double total = 0;
    double mean = 0;
    double squares = 0;
    for (int sample = 0; sample < answers.length; sample++) {
      int count = 0;
      for (int column = 0; column < columns; column++) {
        if (kept[column][sample]) {
          set[count++] = column;
        }
      }
      double weight = weightOf[columns - count];
      double weighed = weight * answers[sample];
      total += weight;
      mean += weighed;
      squares += weighed * answers[sample];
      for (int i = 0; i < count; i++) {
        double[] row = moments[set[i]];
        means[set[i]] += weight;
        right[set[i]] += weighed;
        for (int j = 0; j <= i; j++) {
          row[set[j]] += weight;
        }
      }
    }
    mean /= total;
    for (int column = 0; column < columns; column++) {
      means[column] /= total;
    }
    for (int a = 0; a < columns; a++) {
      right[a] -= total * means[a] * mean;
      for (int b = 0; b <= a; b++) {
        moments[a][b] -= total * means[a] * means[b];
      }
    }
    return solved(moments, right, means, mean, squares - total * mean * mean);
  }

  private Fit solved(
      double[][] moments, double[] right, double[] means, double mean, double spread) {
    int columns = right.length;
    double[][] penalised = new double[columns][];
    for (int a = 0; a < columns; a++) {
      penalised[a] = moments[a].clone();
      penalised[a][a] += ridge;
    }
    double[] beta = Cholesky.solve(penalised, right);
    double intercept = mean;
    double explained = 0;
    for (int a = 0; a < columns; a++) {
      intercept -= beta[a] * means[a];
      explained += 2 * beta[a] * right[a] - beta[a] * beta[a] * moments[a][a];
      for (int b = 0; b < a; b++) {
        explained -= 2 * beta[a] * beta[b] * moments[a][b];
      }
    }
    return new Fit(intercept, beta, spread <= 1e-15 ? 1 : explained / spread);
  }
}
