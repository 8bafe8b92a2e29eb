package dev.countersign.stats;

import dev.countersign.gate.Interval;

/**
 * A count out of a number of trials.
 *
 * @param hits at least 0, at most {@code trials}
 * @param trials at least 0; a proportion of none has no rate
 */
public record Proportion(long hits, long trials) {
  /** Rejects counts that are negative or exceed the trials. */
  public Proportion {
    if (hits < 0 || hits > trials) {
      throw new IllegalArgumentException(hits + " of " + trials + " is no proportion");
    }
  }

  /** Whether there were no trials, so that there is no rate. */
  public boolean isEmpty() {
    return trials == 0;
  }

  /**
   * The estimate, in [0, 1].
   *
   * @throws IllegalStateException if there were no trials: an empty denominator is not 0
   */
  public double rate() {
    if (isEmpty()) {
      throw new IllegalStateException("no trials, no rate");
    }
    return (double) hits / trials;
  }

  /** The proportion of the trials that missed. */
  public Proportion complement() {
    return new Proportion(trials - hits, trials);
  }

  /** Hits and trials of both together. */
  public Proportion plus(Proportion other) {
    return new Proportion(hits + other.hits, trials + other.trials);
  }

  /**
   * Wilson's score interval without continuity correction (Wilson 1927). Its coverage oscillates
   * around the nominal one.
   */
  public Interval wilson(double confidence) {
    double z = Quantile.twoSided(confidence);
    return new Interval(wilsonEnd(-z), wilsonEnd(z), confidence, "Wilson");
  }

  /**
   * One end of Wilson's interval.
   *
   * @param z the standard normal's quantile that it is made with: below 0 the lower end, else the
   *     upper one
   * @throws IllegalStateException if there were no trials
   */
  public double wilsonEnd(double z) {
    double n = trials;
    double p = rate();
    if (hits == 0 && z < 0) {
      return 0;
    }
    if (hits == trials && z > 0) {
      return 1;
    }
    double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    return centre + z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
  }

  /** The exact interval (Clopper and Pearson 1934): never covers less than it says. */
  public Interval clopperPearson(double confidence) {
    if (isEmpty()) {
      throw new IllegalStateException("no trials, no interval");
    }
    double tail = (1 - confidence) / 2;
    double hit = hits;
    double missed = trials - hits;
    double low = hits == 0 ? 0 : Quantile.beta(tail, hit, missed + 1);
    double high = hits == trials ? 1 : Quantile.beta(1 - tail, hit + 1, missed);
    return new Interval(low, high, confidence, "Clopper-Pearson");
  }
}
