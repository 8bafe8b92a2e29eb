package dev.countersign.boosting;

/**
 * What trees learn. The array is not copied: read-only.
 *
 * @param objective as XGBoost names the loss
 * @param classes how many classes there are; 0 unless there are several
 * @param labels one a row: 1 for favourable and 0 for not, the place of a class, or a number
 */
public record Targets(String objective, int classes, float[] labels) {

  /** Favourable or not, by logistic loss. */
  public static Targets favourable(boolean[] rows) {
    float[] labels = new float[rows.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = rows[row] ? 1 : 0;
    }
    return new Targets("binary:logistic", 0, labels);
  }

  /**
   * One of several classes, by the logistic loss of their softmax.
   *
   * @param rows the place of each row's class, from 0
   */
  public static Targets classes(int classes, int[] rows) {
    float[] labels = new float[rows.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = rows[row];
    }
    return new Targets("multi:softprob", classes, labels);
  }

  /** Numbers, by squared error. */
  public static Targets amounts(double[] rows) {
    float[] labels = new float[rows.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = (float) rows[row];
    }
    return new Targets("reg:squarederror", 0, labels);
  }
}
