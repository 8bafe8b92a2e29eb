package dev.countersign.adversarial.attack;

/** How the distance of two points is made of the distances of their coordinates. */
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
