package dev.countersign.model;

/** What counts as a probability. */
public final class Probabilities {
  /** 32-bit sums of leaves may leave [0, 1] by this much. */
  private static final double ROUNDING = 1e-5;

  private Probabilities() {}

  /**
   * The answer, moved into [0, 1] where only rounding left it.
   *
   * @throws ModelException if it is no probability; it names the row
   */
  public static double checked(double answer, int row) {
    if (!(answer >= -ROUNDING && answer <= 1 + ROUNDING)) {
      throw new ModelException(
          "The model answers "
              + answer
              + " for row "
              + row
              + " (counted from 0), which is no probability in [0, 1]. Export the model with"
              + " probabilities as its output, and look at that row's inputs.");
    }
    return Math.clamp(answer, 0, 1);
  }
}
