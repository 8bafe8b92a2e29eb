package dev.countersign.release;

import dev.countersign.activity.ForgetTask;
import dev.countersign.activity.Forgotten;
import dev.countersign.activity.SweepActivities;
import dev.countersign.activity.SweepReport;
import dev.countersign.activity.SweepReport.State;
import dev.countersign.activity.SweepReport.Swept;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.TrafficException;
import dev.countersign.traffic.VerifiedTraffic;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every known router and gives back what nobody stands behind; forgets those that are
 * gone. Whether a rollout lives is Temporal's to say; where that does not answer nothing is done,
 * and leases end by themselves.
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

  @Override
  public Forgotten forget(ForgetTask task) {
    return Heartbeats.during(
        () ->
            routers
                .byDigest(task.router().digest())
                .filter(known -> known.environment().equals(task.router().environment()))
                .filter(known -> known.model().equals(task.router().model()))
                .map(known -> forgotten(known, task))
                .orElseGet(
                    () ->
                        refused(
                            "no router %s of %s in %s is known; countersign traffic sweep lists them"
                                .formatted(
                                    task.router().id(),
                                    task.router().model(),
                                    task.router().environment()))));
  }

  private Forgotten forgotten(KnownRouters.Known known, ForgetTask task) {
    String needed = routers.carriedOut(known, task.order()) ? null : needed(known, task.rollout());
    return needed == null
        ? new Forgotten(routers.forget(known, task.order()), null)
        : refused(needed);
  }

  private static Forgotten refused(String why) {
    return new Forgotten(null, why);
  }

  /** Why traffic may still depend on a sweep; null where nothing says so, or nobody answers. */
  private @Nullable String needed(KnownRouters.Known known, String rollout) {
    if (LeaseHolder.isRunning(temporal, rollout)) {
      return rollout + " runs and may move it; wait until it ends, or abort the release";
    }
    try {
      return reached(known).router().observeEach().stream()
          .filter(one -> !one.settled())
          .findFirst()
          .map(
              one ->
                  "it answers, and %s gave %s; run countersign traffic sweep first"
                      .formatted(one.holder(), share(one.route())))
          .orElse(null);
    } catch (TrafficException | IllegalArgumentException gone) {
      return null;
    }
  }

  private RouterKind.Reached reached(KnownRouters.Known known) {
    return desk.router(known.kind(), known.environment(), known.model(), known.options());
  }

  private Swept swept(KnownRouters.Known known, String sweeper) {
    try {
      return looked(known, sweeper);
    } catch (TrafficException | IllegalArgumentException unreadable) {
      return found(
          known,
          State.UNVERIFIED,
          "its router can't be verified: %s. Start what does not answer; while it is down, look at the router itself. Gone for good? Run: countersign traffic forget %s --reason … --key …"
              .formatted(unreadable.getMessage(), SweepReport.Swept.idOf(known.digest())));
    }
  }

  private Swept looked(KnownRouters.Known known, String sweeper) {
    RouterKind.Reached reached = reached(known);
    List<RouteObservation> each = reached.router().observeEach();
    RouteObservation newest =
        each.stream().max(Comparator.comparingLong(RouteObservation::generation)).orElseThrow();
    RouteObservation sharing = each.stream().filter(one -> !one.settled()).findFirst().orElse(null);
    boolean agree = each.stream().map(RouteObservation::route).distinct().count() == 1;
    if (sharing == null && agree) {
      return found(known, State.SETTLED, "settled at generation " + newest.generation());
    }
    String holder = String.valueOf((sharing == null ? newest : sharing).holder());
    if (isRunning(newest.holder()) || isRunning(holder)) {
      return found(known, State.LIVING, "moved by " + holder);
    }
    if (sharing == null) {
      throw new TrafficException(
          "its %d routers don't agree who serves everybody: %s"
              .formatted(
                  each.size(),
                  each.stream()
                      .map(SweepActivitiesImpl::served)
                      .collect(Collectors.joining("; "))));
    }
    LeaseClaim claim =
        new LeaseClaim(known.environment(), known.model(), sweeper, newest.generation() + 1);
    RouteObservation after = healed(known, reached, claim);
    if (!sweeper.equals(after.holder())) {
      return found(known, State.LIVING, "moved by " + after.holder() + " meanwhile");
    }
    return found(
        known,
        State.HEALED,
        "%s gave %s and runs no more; given back, read back at generation %d"
            .formatted(holder, share(sharing.route()), after.generation()));
  }

  private boolean isRunning(@Nullable String holder) {
    return holder != null && LeaseHolder.isRunning(temporal, LeaseHolder.workflowOf(holder));
  }

  private static String share(@Nullable Route route) {
    ModelTarget candidate = route == null ? null : route.candidate();
    return route == null || candidate == null
        ? "nobody a share"
        : "version %s %s %%".formatted(candidate.shown(), route.candidateWeight());
  }

  private static String served(RouteObservation observed) {
    Route route = observed.route();
    ModelTarget incumbent = route == null ? null : route.incumbent();
    return observed.router()
        + " says "
        + (route == null
            ? "nobody"
            : incumbent == null ? "the fallback" : "version " + incumbent.shown());
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
    return new Swept(
        known.digest(), known.environment(), known.model(), known.kind(), state, words);
  }
}
