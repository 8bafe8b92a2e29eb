package dev.countersign.release;

import dev.countersign.activity.GateActivities;
import dev.countersign.activity.GateReport;
import dev.countersign.activity.GateTask;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.passport.Json;
import io.temporal.activity.Activity;
import java.util.List;

/** Runs gates as activities: heartbeats while they work, keeps their results as evidence. */
public final class GateActivitiesImpl implements GateActivities {
  private final GateRunner runner;
  private final EvidenceStore evidence;

  public GateActivitiesImpl(GateRunner runner, EvidenceStore evidence) {
    this.runner = runner;
    this.evidence = evidence;
  }

  @Override
  public GateReport dataAudit(GateTask task) {
    return run("data-audit", task);
  }

  @Override
  public GateReport mitigation(GateTask task) {
    return run("mitigation", task);
  }

  @Override
  public GateReport evaluation(GateTask task) {
    return run("evaluation", task);
  }

  @Override
  public GateReport explainability(GateTask task) {
    return run("explainability", task);
  }

  @Override
  public GateReport adversarial(GateTask task) {
    return run("adversarial", task);
  }

  @Override
  public GateReport modelCard(GateTask task) {
    return run("model-card", task);
  }

  private GateReport run(String gate, GateTask task) {
    FrozenDocument release = document(evidence, task.release().document());
    List<GateResult> earlier = results(evidence, task.earlier());
    try (Heartbeats progress = new Heartbeats(Activity.getExecutionContext())) {
      GateResult result =
          runner.run(gate, release, task.model(), task.incumbent(), earlier, progress);
      return GateReport.of(result, evidence.put(gate + ".json", Json.canonicalBytes(result)));
    }
  }

  static FrozenDocument document(EvidenceStore evidence, EvidenceRef ref) {
    return Json.read(evidence.get(ref.digest()), FrozenDocument.class);
  }

  static List<GateResult> results(EvidenceStore evidence, List<EvidenceRef> refs) {
    return refs.stream()
        .map(ref -> Json.read(evidence.get(ref.digest()), GateResult.class))
        .toList();
  }
}
