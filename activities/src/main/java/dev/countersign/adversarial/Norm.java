package dev.countersign.adversarial;

/**
 * How the distance between two rows is measured, in standardised units: a number counts by the
 * standard deviation of its column over training rows, a changed category counts 1; both times the
 * feature's cost.
 */
public enum Norm {
  /** Euclidean: many small changes add up. */
  L2 {
    @Override
    double combine(double[] distances) {
      double sum = 0;
      for (double distance : distances) {
        sum += distance * distance;
      }
      return Math.sqrt(sum);
    }
  },
  /** The largest single change. */
  LINF {
    @Override
    double combine(double[] distances) {
      double largest = 0;
      for (double distance : distances) {
        largest = Math.max(largest, Math.abs(distance));
      }
      return largest;
    }
  };

  abstract double combine(double[] distances);
}
