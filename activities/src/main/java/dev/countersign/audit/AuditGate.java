package dev.countersign.audit;

import dev.countersign.gate.GateResult;
import dev.countersign.gates.Gate;
import dev.countersign.gates.GateContext;

/**
 * The data audit: judges the training rows (all rows without a split) and shows the evaluation rows
 * beside them.
 */
public final class AuditGate implements Gate {
  public static final String ID = "data-audit";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public GateResult run(GateContext context) {
    return new Audit(context).run();
  }
}
