package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.OptionalDouble;

/** The ratio of two independent proportions, first over second. */
public final class Ratio {
  private static final double CONTINUITY = 0.5;

  private Ratio() {}

  /** The estimate, at least 0; empty when either has no trials or the second's rate is 0. */
  public static OptionalDouble of(Proportion one, Proportion other) {
    return one.isEmpty() || other.isEmpty() || other.hits() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(one.rate() / other.rate());
  }

  /**
   * The log-normal interval of Katz, Baptista, Azen and Pike (1978), Biometrics 34: 469–474. Where
   * nobody hit or nobody missed on a side, its variance breaks down; then ½ is added to all hits
   * and misses (after Walter 1975, Biometrika 62: 371–374). A ratio of 0 is held by the interval,
   * and one without an estimate, the second's hits being 0, is open to infinity.
   *
   * @throws IllegalArgumentException if either has no trials
   */
  public static Interval katz(Proportion one, Proportion other, double confidence) {
    if (one.isEmpty() || other.isEmpty()) {
      throw new IllegalArgumentException("a ratio of proportions needs trials on both sides");
    }
    boolean degenerate =
        one.hits() == 0
            || other.hits() == 0
            || one.hits() == one.trials()
            || other.hits() == other.trials();
    double add = degenerate ? CONTINUITY : 0;
    double hits = one.hits() + add;
    double otherHits = other.hits() + add;
    double trials = one.trials() + 2 * add;
    double otherTrials = other.trials() + 2 * add;
    double log = Math.log(hits / trials) - Math.log(otherHits / otherTrials);
    double half =
        Quantile.twoSided(confidence)
            * Math.sqrt(1 / hits - 1 / trials + 1 / otherHits - 1 / otherTrials);
    double low = one.hits() == 0 ? 0 : Math.exp(log - half);
    double high = other.hits() == 0 ? Double.POSITIVE_INFINITY : Math.exp(log + half);
    return new Interval(low, high, confidence, degenerate ? "Katz log, ½ added" : "Katz log");
  }
}
