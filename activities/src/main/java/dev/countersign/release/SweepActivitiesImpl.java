package dev.countersign.release;

import dev.countersign.activity.SweepActivities;
import dev.countersign.activity.SweepReport;
import dev.countersign.activity.SweepReport.State;
import dev.countersign.activity.SweepReport.Swept;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.TrafficException;
import dev.countersign.traffic.VerifiedTraffic;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;

/**
 * Looks at every known router and gives back what nobody stands behind. Whether a rollout lives is
 * Temporal's to say; where that does not answer nothing is done, and leases end by themselves.
 */
public final class SweepActivitiesImpl implements SweepActivities {
  private final TrafficDesk desk;
  private final KnownRouters routers;
  private final WorkflowClient temporal;

  public SweepActivitiesImpl(TrafficDesk desk, EvidenceStore evidence, WorkflowClient temporal) {
    this.desk = desk;
    this.routers = new KnownRouters(evidence);
    this.temporal = temporal;
  }

  @Override
  public SweepReport sweep() {
    String run = Activity.getExecutionContext().getInfo().getWorkflowRunId();
    return Heartbeats.during(
        () ->
            new SweepReport(
                routers.all().stream().map(known -> swept(known, "sweep@" + run)).toList()));
  }

  private Swept swept(KnownRouters.Known known, String sweeper) {
    try {
      return looked(known, sweeper);
    } catch (TrafficException | IllegalArgumentException unreadable) {
      return found(
          known,
          State.UNVERIFIED,
          "its router can't be verified: %s. Start what does not answer; while it is down, look at the router itself"
              .formatted(unreadable.getMessage()));
    }
  }

  private Swept looked(KnownRouters.Known known, String sweeper) {
    RouterKind.Reached reached =
        desk.router(known.kind(), known.environment(), known.model(), known.options());
    RouteObservation observed = reached.router().observe();
    Route route = observed.route();
    if (observed.settled() || route == null || route.candidate() == null) {
      return found(known, State.SETTLED, "settled at generation " + observed.generation());
    }
    String holder = String.valueOf(observed.holder());
    if (LeaseHolder.isRunning(temporal, LeaseHolder.workflowOf(holder))) {
      return found(known, State.LIVING, "moved by " + holder);
    }
    LeaseClaim claim =
        new LeaseClaim(known.environment(), known.model(), sweeper, observed.generation() + 1);
    RouteObservation after = healed(known, reached, claim);
    if (!sweeper.equals(after.holder())) {
      return found(known, State.LIVING, "moved by " + after.holder() + " meanwhile");
    }
    return found(
        known,
        State.HEALED,
        "%s gave version %s %s %% and runs no more; given back, read back at generation %d"
            .formatted(
                holder, route.candidate().shown(), route.candidateWeight(), after.generation()));
  }

  private RouteObservation healed(
      KnownRouters.Known known, RouterKind.Reached reached, LeaseClaim claim) {
    try {
      return new VerifiedTraffic(reached.router()).giveBack(claim);
    } catch (TrafficException unhealed) {
      throw new TrafficException(
          "%s. To give everything back by hand, run: %s"
              .formatted(unhealed.getMessage(), desk.byHand(known.kind(), known.options(), claim)),
          unhealed);
    }
  }

  private static Swept found(KnownRouters.Known known, State state, String words) {
    return new Swept(known.environment(), known.model(), known.kind(), state, words);
  }
}
