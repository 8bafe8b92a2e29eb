package dev.countersign.workflow;

import dev.countersign.activity.GiveBackReport;
import dev.countersign.activity.Notice;
import dev.countersign.activity.OutcomeTask;
import dev.countersign.activity.Released;
import dev.countersign.activity.ReleasedQuery;
import dev.countersign.activity.RestoreTask;
import dev.countersign.activity.TrafficTask;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/** Back to the former champion: restore, verify, record, tell. */
public final class RollbackWorkflowImpl implements RollbackWorkflow {

  @Override
  public RollbackResult rollBack(RollbackRequest request) {
    Released released = find(request);
    refuseUnlessOrdered(request);
    String reason = "rolled back by " + Orders.who(request.command()) + ": " + reason(request);
    GiveBackReport restored = restore(released, reason);
    Workflow.upsertTypedSearchAttributes(
        Attributes.MODEL.valueSet(request.model()),
        Attributes.VERSION.valueSet(request.version()),
        Attributes.OUTCOME.valueSet(Outcome.ROLLED_BACK.name()));
    String registered =
        Calls.registry("record the rollback")
            .recordOutcome(
                new OutcomeTask(
                    released.release(),
                    released.run(),
                    Outcome.ROLLED_BACK.name(),
                    reason,
                    released.model(),
                    released.incumbent(),
                    ReleaseState.now(),
                    released.passport(),
                    restored.observed()))
            .uri();
    tell(request, reason);
    return new RollbackResult(restored.observed(), restored.probe(), registered);
  }

  private static Released find(RollbackRequest request) {
    Released released =
        Calls.registry("find what was released")
            .findReleased(
                new ReleasedQuery(request.model(), request.version(), request.environment()))
            .released();
    if (released == null) {
      throw refused(
          "%s %s was never released to %s by this worker"
              .formatted(request.model(), request.version(), request.environment()));
    }
    if (released.incumbent() == null) {
      throw refused(
          "%s %s was a first release: there is no former champion; release another version"
              .formatted(request.model(), request.version()));
    }
    Instant until = released.at().plus(released.release().rollbackWindow());
    if (ReleaseState.now().isAfter(until)) {
      throw refused(
          "the rollback window of %s %s ended %s; release an older version instead"
              .formatted(request.model(), request.version(), until));
    }
    return released;
  }

  private static void refuseUnlessOrdered(RollbackRequest request) {
    try {
      Orders.refuseUnlessReadable(request.command());
      var _ =
          Orders.verified(
              ReleaseWorkflow.id(request.model(), request.version()),
              "rollback",
              request.command(),
              null);
    } catch (IllegalArgumentException unreadable) {
      throw refused(String.valueOf(unreadable.getMessage()));
    } catch (ApplicationFailure unproven) {
      throw refused(unproven.getOriginalMessage());
    }
  }

  private static GiveBackReport restore(Released released, String reason) {
    TrafficTask traffic =
        new TrafficTask(
            released.release().model(),
            released.release().rollout(),
            Workflow.getInfo().getWorkflowId() + "@" + Workflow.getInfo().getRunId(),
            released.model(),
            released.incumbent(),
            released.release().document());
    return Calls.traffic("back to the former champion")
        .restoreFormer(new RestoreTask(traffic, reason));
  }

  private static void tell(RollbackRequest request, String reason) {
    String release = request.model() + "/" + request.version();
    try {
      Calls.people("tell people of the rollback")
          .tell(
              new Notice(
                  release,
                  Notice.Urgency.ALARM,
                  release + " was rolled back in " + request.environment(),
                  reason,
                  List.of()));
    } catch (TemporalFailure undelivered) {
      Workflow.getLogger(RollbackWorkflowImpl.class).warn("could not tell people: {}", reason);
    }
  }

  private static String reason(RollbackRequest request) {
    return request.command().reason() == null ? "no reason given" : request.command().reason();
  }

  private static ApplicationFailure refused(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, REFUSED);
  }
}
