package dev.countersign.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The gates, one method each, all alike: they measure, judge by the frozen bar, leave evidence. */
@ActivityInterface
public interface GateActivities {

  @ActivityMethod(name = "DataAudit")
  GateReport dataAudit(GateTask task);

  @ActivityMethod(name = "Mitigation")
  GateReport mitigation(GateTask task);

  @ActivityMethod(name = "Evaluation")
  GateReport evaluation(GateTask task);

  @ActivityMethod(name = "Explainability")
  GateReport explainability(GateTask task);

  @ActivityMethod(name = "Adversarial")
  GateReport adversarial(GateTask task);

  @ActivityMethod(name = "ModelCard")
  GateReport modelCard(GateTask task);
}
