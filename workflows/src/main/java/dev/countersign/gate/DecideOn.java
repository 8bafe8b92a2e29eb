package dev.countersign.gate;

/** Which figure must lie inside the bounds for a check to pass. */
public enum DecideOn {
  /** The point estimate. */
  ESTIMATE,
  /** The whole interval: one that crosses a bound is {@link Verdict#INCONCLUSIVE}. */
  INTERVAL
}
