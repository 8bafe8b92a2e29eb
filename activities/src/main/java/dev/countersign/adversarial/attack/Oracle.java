package dev.countersign.adversarial.attack;

import java.util.List;

/** A model as an attack may ask it: about points of a {@link Space}, all of them within it. */
@FunctionalInterface
public interface Oracle {
  /**
   * Scores points.
   *
   * @param points at least one
   * @return per point the probability of the favourable outcome, in [0, 1]
   */
  double[] scores(List<double[]> points);
}
