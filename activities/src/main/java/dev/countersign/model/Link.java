package dev.countersign.model;

/** How a margin becomes a model's answer. */
public sealed interface Link {

  /** What a margin means: the probability of the favourable class, or the predicted number. */
  double answer(double margin);

  /** The margin is the predicted number, as in regressions. */
  record Amount() implements Link {
    @Override
    public double answer(double margin) {
      return margin;
    }
  }

  /** The margin is the probability, as in forests. */
  record Identity() implements Link {
    @Override
    public double answer(double margin) {
      return margin;
    }
  }

  /**
   * The logistic function, as in boosted trees: {@code 1 / (1 + exp(-steepness · margin))}.
   *
   * @param steepness finite and above 0; 1 unless the library scales (LightGBM's {@code sigmoid})
   */
  record Logistic(double steepness) implements Link {
    public Logistic {
      if (!(steepness > 0 && Double.isFinite(steepness))) {
        throw new ModelException(
            "The logistic link's steepness must be a number above 0, not " + steepness + ".");
      }
    }

    @Override
    public double answer(double margin) {
      return 1 / (1 + Math.exp(-steepness * margin));
    }
  }
}
