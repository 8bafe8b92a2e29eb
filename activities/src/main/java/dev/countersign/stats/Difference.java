package dev.countersign.stats;

import dev.countersign.gate.Interval;

/** The difference of two independent proportions, first minus second. */
public final class Difference {
  private Difference() {}

  /** The estimate, in [-1, 1]. */
  public static double of(Proportion one, Proportion other) {
    return one.rate() - other.rate();
  }

  /**
   * The hybrid score interval, method 10 of Newcombe (1998), Statistics in Medicine 17: 873–890:
   * the distances from the estimates to their Wilson ends, added in quadrature.
   */
  public static Interval newcombe(Proportion one, Proportion other, double confidence) {
    Interval first = one.wilson(confidence);
    Interval second = other.wilson(confidence);
    double difference = of(one, other);
    double below = Math.hypot(one.rate() - first.low(), second.high() - other.rate());
    double above = Math.hypot(first.high() - one.rate(), other.rate() - second.low());
    return new Interval(
        Math.max(-1, difference - below), Math.min(1, difference + above), confidence, "Newcombe");
  }

  /**
   * The pooled two-sample z test of equal proportions (Fleiss, Levin and Paik 2003, §3.1). Where
   * both rates are 0 or both 1 nothing speaks against equality: z is 0.
   */
  public static ZTest pooledZ(Proportion one, Proportion other) {
    double difference = of(one, other);
    double pooled = one.plus(other).rate();
    double variance = pooled * (1 - pooled) * (1.0 / one.trials() + 1.0 / other.trials());
    double z = variance == 0 ? 0 : difference / Math.sqrt(variance);
    return new ZTest(z, Quantile.twoSidedTail(z));
  }

  /**
   * A test's outcome.
   *
   * @param z the statistic, standard normal when there is no difference
   * @param p two-sided p value, in [0, 1]
   */
  public record ZTest(double z, double p) {}

  /** The interval of the absolute value of what {@code signed} is an interval of. */
  public static Interval absolute(Interval signed) {
    double far = Math.max(Math.abs(signed.low()), Math.abs(signed.high()));
    double near =
        signed.contains(0) ? 0 : Math.min(Math.abs(signed.low()), Math.abs(signed.high()));
    return new Interval(near, far, signed.confidence(), signed.method());
  }
}
