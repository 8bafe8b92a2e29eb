package dev.countersign.workflow;

/**
 * How a release ends. Only {@link #RELEASED} completes the workflow; every other outcome fails it.
 */
public enum Outcome {
  /** The candidate has all traffic. */
  RELEASED,
  /** Stopped by a gate, by people or by bad input before it had any traffic. */
  REJECTED,
  /** Stopped after it had traffic; the incumbent has everything back. */
  ROLLED_BACK,
  /** Stopped on command; whatever was done is undone. */
  ABORTED,
  /** A deadline passed without the answer it waited for: the answer is no. */
  EXPIRED
}
