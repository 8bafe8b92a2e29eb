package dev.countersign.model;

import dev.countersign.data.Frame;

/**
 * A tree ensemble and how the data's columns become its inputs: what explanations need of a model.
 *
 * @param ensemble speaks of the favourable class
 * @param inputs one source per feature of the ensemble
 */
public record TreeModel(TreeEnsemble ensemble, InputColumns inputs) {
  public TreeModel {
    if (inputs.sources().size() != ensemble.features().size()) {
      throw new IllegalArgumentException(
          inputs.sources().size() + " sources for " + ensemble.features().size() + " features");
    }
  }

  /**
   * Rows {@code from} to {@code to} (exclusive) as the ensemble compares them, row by row.
   *
   * @throws ModelException if a column is missing or of the wrong type
   */
  public double[] matrix(Frame rows, int from, int to) {
    return inputs.matrix(rows, from, to, ensemble.single());
  }
}
