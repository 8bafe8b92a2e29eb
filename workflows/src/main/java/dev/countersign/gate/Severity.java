package dev.countersign.gate;

/** How far a check that fails reaches. */
public enum Severity {
  /** A failed check fails its gate. */
  BLOCK,
  /** The check is capped at {@link Verdict#WARN}. */
  WARN
}
