package dev.countersign.training;

import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows a model learns from, checked.
 *
 * @param features the columns it may see
 * @param favourable per row, whether its label is the favourable one
 * @param weights per row, finite and not negative; null when all rows count alike
 */
record TrainingRows(Frame features, boolean[] favourable, double @Nullable [] weights) {

  /**
   * Takes the training rows of a dataset.
   *
   * @throws TrainingException if there is no split, no row, one class alone, or the weights don't
   *     fit the rows
   */
  static TrainingRows of(Dataset data, double @Nullable [] weights) {
    if (!data.isSplit()) {
      throw new TrainingException(
          "Training needs a split: without one, the rows that judge the model would be those it "
              + "learnt. Give data.split, for example {evaluation: 0.3, seed: 1}.");
    }
    boolean[] favourable = data.favourable(RowSet.TRAIN);
    int ones = 0;
    for (boolean one : favourable) {
      ones += one ? 1 : 0;
    }
    if (favourable.length == 0 || ones == 0 || ones == favourable.length) {
      throw new TrainingException(
          "Of "
              + favourable.length
              + " training rows "
              + ones
              + " have the favourable label; training needs both classes. Check data.split and"
              + " data.label.favourable.");
    }
    if (data.features().isEmpty()) {
      throw new TrainingException(
          "No column is left for the model to see. Check data.features and the protected columns.");
    }
    if (weights != null) {
      check(weights, favourable.length);
    }
    return new TrainingRows(data.frame(RowSet.TRAIN, data.features()), favourable, weights);
  }

  private static void check(double[] weights, int rows) {
    if (weights.length != rows) {
      throw new TrainingException(
          "There are " + weights.length + " weights for " + rows + " training rows.");
    }
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      if (!(weights[row] >= 0 && Double.isFinite(weights[row]))) {
        throw new TrainingException(
            "Training row " + row + " (counted from 0) has the weight " + weights[row] + ".");
      }
      sum += weights[row];
    }
    if (sum == 0) {
      throw new TrainingException("All weights are 0: no row is left to learn from.");
    }
  }
}
