package dev.countersign.gate;

/**
 * A confidence interval of a measured number.
 *
 * @param low lower end, at most {@code high}; may be negative infinity
 * @param high upper end; may be infinity
 * @param confidence nominal coverage, in (0, 1), for example 0.95
 * @param method the name of the method in the literature, for example {@code Wilson}
 */
public record Interval(double low, double high, double confidence, String method) {
  /** Rejects NaN, ends in the wrong order and a confidence outside (0, 1). */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "interval ends must be ordered numbers: " + low + ", " + high);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must lie in (0, 1): " + confidence);
    }
  }

  /** Whether {@code value} lies between the ends, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
