package dev.countersign.explain;

/**
 * SHAP interaction values (Lundberg et al. 2020, after Fujimoto et al. 2006): a row's Shapley
 * values split over pairs. The matrix of a row is symmetric, its rows sum to the Shapley values,
 * and all of it to the model's answer less the base.
 *
 * @param features number of features
 * @param values {@code rows × features × features}; not copied: treat as read-only
 */
public record Interactions(int features, double[] values) {

  /** Number of rows. */
  public int rows() {
    return values.length / features / features;
  }

  /**
   * One value: on the diagonal what a feature contributes by itself, else half of what two
   * contribute together.
   */
  public double value(int row, int a, int b) {
    return values[(row * features + a) * features + b];
  }
}
