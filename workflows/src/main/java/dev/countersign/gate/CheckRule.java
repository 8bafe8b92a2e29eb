package dev.countersign.gate;

import org.jspecify.annotations.Nullable;

/**
 * How a check decides, given an estimate, an interval and bounds. One rule for every gate:
 *
 * <ol>
 *   <li>no estimate → INCONCLUSIVE;
 *   <li>interval wholly outside the bounds → FAIL;
 *   <li>a check that compares groups, where a truly equal group of this size would leave the bounds
 *       more than 5 % of the time → INCONCLUSIVE;
 *   <li>estimate outside → FAIL;
 *   <li>inside: PASS, but with {@link DecideOn#INTERVAL} and an interval that crosses a bound (or
 *       none at all) → INCONCLUSIVE.
 * </ol>
 *
 * {@link Severity#WARN} caps the verdict at WARN. Checks are not corrected for multiplicity: all
 * must pass, an intersection–union test (Berger 1982).
 */
public final class CheckRule {
  /** How often a truly equal group may leave the bounds before its size is too small to judge. */
  public static final double CHANCE_LIMIT = 0.05;

  private CheckRule() {}

  /**
   * Decides one check.
   *
   * @param bar the bar; must have bounds
   * @param estimate the measured value, or null when it could not be measured
   * @param interval its interval, or null where there is no uncertainty to state
   * @param chanceOutside for a check that compares groups: the probability in [0, 1] that a truly
   *     equal group of this size leaves the bounds; null for other checks
   * @throws IllegalArgumentException if the bar has no bounds: no bounds, no verdict
   */
  public static Verdict decide(
      CheckBar bar,
      @Nullable Double estimate,
      @Nullable Interval interval,
      @Nullable Double chanceOutside) {
    Bounds bounds = bar.bounds();
    if (bounds == null) {
      throw new IllegalArgumentException("no bounds, no verdict");
    }
    Verdict verdict = uncapped(bounds, bar.decideOn(), estimate, interval, chanceOutside);
    return bar.severity() == Severity.WARN && verdict != Verdict.PASS ? Verdict.WARN : verdict;
  }

  private static Verdict uncapped(
      Bounds bounds,
      DecideOn decideOn,
      @Nullable Double estimate,
      @Nullable Interval interval,
      @Nullable Double chanceOutside) {
    if (estimate == null || !Double.isFinite(estimate)) {
      return Verdict.INCONCLUSIVE;
    }
    if (interval != null && bounds.excludeAllOf(interval)) {
      return Verdict.FAIL;
    }
    if (chanceOutside != null && !(chanceOutside <= CHANCE_LIMIT)) {
      return Verdict.INCONCLUSIVE;
    }
    if (!bounds.contain(estimate)) {
      return Verdict.FAIL;
    }
    boolean certain = interval != null && bounds.containAllOf(interval);
    return decideOn == DecideOn.INTERVAL && !certain ? Verdict.INCONCLUSIVE : Verdict.PASS;
  }
}
