package dev.countersign.explain;

/**
 * Shapley values of some rows: {@code base + Σ_f value(row, f)} is the model's answer for the row,
 * in the space the values are in.
 *
 * @param base what the model answers on average, before any feature is known
 * @param features number of features
 * @param values row-major, {@code rows × features}; not copied: treat as read-only
 */
public record Attributions(double base, int features, double[] values) {
  public Attributions {
    if (features < 1 || values.length % features != 0) {
      throw new IllegalArgumentException(
          values.length + " values are no rows of " + features + " features");
    }
  }

  /** Number of rows. */
  public int rows() {
    return values.length / features;
  }

  /** One value. */
  public double value(int row, int feature) {
    return values[row * features + feature];
  }

  /** Base plus all values of a row: what the explanation says the model answers. */
  public double total(int row) {
    double sum = 0;
    for (int feature = 0; feature < features; feature++) {
      sum += values[row * features + feature];
    }
    return base + sum;
  }
}
