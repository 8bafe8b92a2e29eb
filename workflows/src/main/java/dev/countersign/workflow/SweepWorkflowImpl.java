package dev.countersign.workflow;

import dev.countersign.activity.Notice;
import dev.countersign.activity.SweepReport;
import dev.countersign.activity.SweepReport.State;
import dev.countersign.activity.SweepReport.Swept;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sweeps, and calls people once for each thing that was healed or can't be. */
public final class SweepWorkflowImpl implements SweepWorkflow {

  @Override
  public SweepReport sweep() {
    SweepReport report = Calls.sweep("look at every router").sweep();
    @Nullable SweepReport before = Workflow.getLastCompletionResult(SweepReport.class);
    List<Swept> known = before == null ? List.of() : before.routers();
    report.routers().stream()
        .filter(swept -> swept.state() == State.HEALED || swept.state() == State.UNVERIFIED)
        .filter(swept -> swept.state() == State.HEALED || !known.contains(swept))
        .forEach(SweepWorkflowImpl::tell);
    return report;
  }

  private static void tell(Swept swept) {
    Notice notice =
        new Notice(
            swept.model(),
            Notice.Urgency.ALARM,
            swept.state() == State.HEALED
                ? "Traffic of %s in %s had no living rollout and was given back"
                    .formatted(swept.model(), swept.environment())
                : "Traffic of %s in %s can't be verified"
                    .formatted(swept.model(), swept.environment()),
            swept.words(),
            List.of("operator"));
    try {
      Calls.people("tell people of the sweep").tell(notice);
    } catch (TemporalFailure undelivered) {
      Workflow.getLogger(SweepWorkflowImpl.class).error("{}: {}", notice.subject(), swept.words());
    }
  }
}
