package dev.countersign.explain;

import java.util.List;

/**
 * What LIME says of one row: a linear model of what the model answers near it, over whether each
 * column keeps the row's kind of value.
 *
 * @param intercept what it answers where no column keeps it
 * @param weights by column, what keeping it adds to the probability; not copied: treat as read-only
 * @param conditions by column, the row's kind of value in words
 * @param fidelity R² of the surrogate on the neighbours, weighted as it was fitted: 1 where the
 *     model is linear near the row, about 0 where the weights say nothing of it
 * @param answer the model's own probability for the row
 */
public record LocalSurrogate(
    double intercept, double[] weights, List<String> conditions, double fidelity, double answer) {
  public LocalSurrogate {
    conditions = List.copyOf(conditions);
  }

  /** What the surrogate answers for the row, where every column keeps its kind of value. */
  public double surrogate() {
    double sum = intercept;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }
}
