package dev.countersign.mitigation;

import dev.countersign.gate.GateResult;
import dev.countersign.gates.Gate;
import dev.countersign.gates.GateContext;

/**
 * The mitigation gate: answers for every disparate impact the data audit failed, or fails because
 * nothing does. Its result carries the weights of reweighing; {@link SampleWeights} hands them to
 * training. Needs the audit's result among the earlier ones.
 */
public final class MitigationGate implements Gate {
  public static final String ID = "mitigation";

  @Override
  public String id() {
    return ID;
  }

  /**
   * Runs the gate.
   *
   * @throws IllegalArgumentException if the data audit did not run before
   */
  @Override
  public GateResult run(GateContext context) {
    return new Mitigation(context).run();
  }
}
