package dev.countersign.gate;

import java.util.Collection;

/**
 * What a check or a gate concludes, from best to worst. The order of the constants is the order of
 * severity: {@code PASS < WARN < INCONCLUSIVE < FAIL}.
 */
public enum Verdict {
  /** Measured, and within its bounds. */
  PASS,
  /** Outside a bound that only warns; the release goes on and the passport says so. */
  WARN,
  /** Could not be told: no data, too small a group, an unreachable source. Never a pass. */
  INCONCLUSIVE,
  /** Measured, and outside a bound that blocks. */
  FAIL;

  /** The more severe of the two. */
  public Verdict worst(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * The most severe of all, or {@link #INCONCLUSIVE} when there are none: nothing passes by
   * absence.
   */
  public static Verdict worstOf(Collection<Verdict> verdicts) {
    return verdicts.stream().reduce(Verdict::worst).orElse(INCONCLUSIVE);
  }

  /** Whether a release may go on without a person deciding. */
  public boolean goesOn() {
    return this == PASS || this == WARN;
  }
}
