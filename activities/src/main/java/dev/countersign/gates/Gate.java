package dev.countersign.gates;

import dev.countersign.gate.GateResult;

/**
 * One gate: measures, judges by the policy's bars, leaves evidence. Holds no state between runs.
 */
public interface Gate {
  /** Its id, for example {@code data-audit}. */
  String id();

  /**
   * Runs the gate.
   *
   * @return never null; what could not be measured is an inconclusive check, not an absence
   */
  GateResult run(GateContext context);
}
