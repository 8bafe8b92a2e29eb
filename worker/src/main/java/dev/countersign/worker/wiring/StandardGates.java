package dev.countersign.worker.wiring;

import dev.countersign.adversarial.AdversarialGate;
import dev.countersign.audit.AuditGate;
import dev.countersign.card.ModelCardGate;
import dev.countersign.evaluation.EvaluationGate;
import dev.countersign.explain.ExplainGate;
import dev.countersign.gates.Gate;
import dev.countersign.mitigation.MitigationGate;
import java.util.List;

/** The gates of the flow. */
public final class StandardGates {
  private StandardGates() {}

  /** All of them, in the order of the flow. */
  public static List<Gate> all() {
    return List.of(
        new AuditGate(),
        new MitigationGate(),
        new EvaluationGate(),
        new ExplainGate(),
        new AdversarialGate(),
        new ModelCardGate());
  }
}
