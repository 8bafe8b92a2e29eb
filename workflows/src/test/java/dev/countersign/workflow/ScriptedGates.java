package dev.countersign.workflow;

import dev.countersign.activity.GateActivities;
import dev.countersign.activity.GateReport;
import dev.countersign.activity.GateTask;
import dev.countersign.activity.TrainingActivities;
import dev.countersign.activity.TrainingReport;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import java.util.List;
import java.util.Map;

/** Gates that find what a test says. */
final class ScriptedGates implements GateActivities, TrainingActivities {
  private final ScriptedWorld world;

  ScriptedGates(ScriptedWorld world) {
    this.world = world;
  }

  private GateReport gate(String id) {
    world.called(id);
    Check pass = ScriptedWorld.finding("some-check", Verdict.PASS);
    Check found = world.findings.get(id);
    GateResult result =
        GateResult.of(id, found == null ? List.of(pass) : List.of(pass, found), List.of());
    return GateReport.of(result, ScriptedWorld.ref(id + ".json"));
  }

  @Override
  public GateReport dataAudit(GateTask task) {
    return gate("data-audit");
  }

  @Override
  public GateReport mitigation(GateTask task) {
    return gate("mitigation");
  }

  @Override
  public GateReport evaluation(GateTask task) {
    return gate("evaluation");
  }

  @Override
  public GateReport explainability(GateTask task) {
    return gate("explainability");
  }

  @Override
  public GateReport adversarial(GateTask task) {
    return gate("adversarial");
  }

  @Override
  public GateReport modelCard(GateTask task) {
    return gate("model-card");
  }

  @Override
  public TrainingReport train(GateTask task) {
    world.called("train");
    return new TrainingReport(ScriptedWorld.model(ScriptedWorld.VERSION), Map.of(), List.of());
  }
}
