package dev.countersign.release;

import dev.countersign.activity.BakeReport;
import dev.countersign.activity.GiveBackReport;
import dev.countersign.activity.GiveBackTask;
import dev.countersign.activity.RestoreTask;
import dev.countersign.activity.ServingReport;
import dev.countersign.activity.ShiftReport;
import dev.countersign.activity.ShiftTask;
import dev.countersign.activity.TrafficActivities;
import dev.countersign.activity.TrafficTask;
import dev.countersign.activity.WatchTask;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.traffic.FallbackCheck;
import dev.countersign.traffic.GoldenRows;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.ServingCheck;
import dev.countersign.traffic.ServingEndpoint;
import dev.countersign.traffic.TrafficException;
import dev.countersign.traffic.VerifiedTraffic;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Moves traffic for rollouts: offers models, shifts, verifies, commits, gives back. */
public final class TrafficActivitiesImpl implements TrafficActivities {
  private static final Duration QUEUE_POLL = Duration.ofSeconds(2);

  private final TrafficDesk desk;
  private final GoldenRowBook golden;
  private final KnownRouters routers;
  private final BakeWatch bakes;
  private final WorkflowClient temporal;

  public TrafficActivitiesImpl(
      TrafficDesk desk, ReleaseInputs inputs, EvidenceStore evidence, WorkflowClient temporal) {
    this.desk = desk;
    this.golden = new GoldenRowBook(inputs, evidence);
    this.routers = new KnownRouters(evidence);
    this.bakes = new BakeWatch(desk, golden, evidence, temporal);
    this.temporal = temporal;
  }

  @Override
  public ServingReport servingCheck(TrafficTask task) {
    RouterKind.Reached reached = desk.router(task);
    offer(task, reached);
    Check standBy = standBy(task, reached);
    return new ServingReport(
        standBy != null && standBy.verdict() != Verdict.PASS ? standBy : parity(task, reached));
  }

  /** Makes every model reachable; offering again changes nothing. */
  private void offer(TrafficTask task, RouterKind.Reached reached) {
    golden.of(task).models().forEach(model -> reached.router().offer(model.served()));
  }

  private Check parity(TrafficTask task, RouterKind.Reached reached) {
    GoldenRowBook.Page page = golden.of(task);
    return ServingCheck.run(reached.serving(task.model()), page.candidate().golden(), page.bar());
  }

  /** A fallback that is needed has to be able to take over; null where none is. */
  private @Nullable Check standBy(TrafficTask task, RouterKind.Reached reached) {
    Fallback fallback = task.terms().fallback();
    if (fallback == null || !(task.terms().degrades() || task.incumbent() == null)) {
      return null;
    }
    GoldenRowBook.Page page = golden.of(task);
    return FallbackCheck.run(
        reached.router(),
        reached.serving(task.model()),
        fallback,
        page.candidate().golden().rows(),
        fallback.model() == null ? null : page.of(fallback.model()),
        page.bar());
  }

  @Override
  public RouteObservation readRoute(TrafficTask task) {
    return desk.router(task).router().observe();
  }

  @Override
  public ShiftReport shift(ShiftTask task) {
    RouterKind.Reached reached = desk.router(task.traffic());
    routers.remember(task.traffic());
    offer(task.traffic(), reached);
    reached.router().countBy(task.traffic().terms().plan().groups());
    VerifiedTraffic.Moved moved = new VerifiedTraffic(reached.router()).shift(intent(task));
    return report(task, reached, moved);
  }

  @Override
  public ShiftReport commit(ShiftTask task) {
    RouterKind.Reached reached = desk.router(task.traffic());
    VerifiedTraffic.Moved moved = new VerifiedTraffic(reached.router()).commit(intent(task));
    return report(task, reached, moved);
  }

  private ShiftReport report(
      ShiftTask task, RouterKind.Reached reached, VerifiedTraffic.Moved moved) {
    var refused = moved.refused();
    return refused == null
        ? new ShiftReport(moved.observed(), null, null, parity(task.traffic(), reached))
        : new ShiftReport(moved.observed(), refused.refusal(), refused.reason(), null);
  }

  static RouteIntent intent(ShiftTask task) {
    TrafficTask traffic = task.traffic();
    return new RouteIntent(
        traffic.terms().plan().environment(),
        traffic.model(),
        traffic.holder(),
        task.generation(),
        task.step().route(settled(traffic), GoldenRowBook.target(traffic.candidate())),
        traffic.terms().plan().leaseTtl());
  }

  private static Route settled(TrafficTask traffic) {
    return Route.settled(
        traffic.incumbent() == null ? null : GoldenRowBook.target(traffic.incumbent()),
        traffic.terms().fallback());
  }

  @Override
  public BakeReport bake(WatchTask task) {
    return bakes.untilBaked(task, Activity.getExecutionContext());
  }

  @Override
  public BakeReport awaitDecision(WatchTask task) {
    return bakes.untilDecided(task, Activity.getExecutionContext());
  }

  @Override
  public BakeReport judge(WatchTask task) {
    return bakes.asItStands(task);
  }

  @Override
  public BakeReport hold(WatchTask task) {
    return bakes.untilBreached(task, Activity.getExecutionContext());
  }

  @Override
  public GiveBackReport giveBack(GiveBackTask task) {
    TrafficTask traffic = task.traffic();
    RouterKind.Reached reached = desk.router(traffic);
    RouteObservation observed = new VerifiedTraffic(reached.router()).giveBack(claim(task));
    return new GiveBackReport(observed, probe(traffic, reached, observed));
  }

  private static LeaseClaim claim(GiveBackTask task) {
    TrafficTask traffic = task.traffic();
    return new LeaseClaim(
        traffic.terms().plan().environment(),
        traffic.model(),
        traffic.holder(),
        task.atLeast(),
        task.toFallback() ? task.reason() : null);
  }

  @Override
  public String byHand(GiveBackTask task) {
    return desk.byHand(task.traffic(), claim(task));
  }

  @Override
  public GiveBackReport restoreFormer(RestoreTask task) {
    TrafficTask traffic = task.traffic();
    RouterKind.Reached reached = desk.router(traffic);
    RouteObservation observed =
        new VerifiedTraffic(reached.router())
            .restoreFormer(
                GoldenRowBook.target(traffic.candidate()),
                traffic.holder(),
                traffic.terms().plan().leaseTtl());
    return new GiveBackReport(observed, probe(traffic, reached, observed));
  }

  /** Asks as an ordinary caller does; whoever the route says must answer. */
  private String probe(TrafficTask traffic, RouterKind.Reached reached, RouteObservation observed) {
    Route route = observed.route();
    if (route == null) {
      return "nothing was ever routed";
    }
    ServingEndpoint endpoint = reached.serving(traffic.model());
    ServingEndpoint.Served served;
    try {
      served = endpoint.ask(golden.of(traffic).candidate().golden().rows().subList(0, 1), null);
    } catch (ServingEndpoint.Unreachable | ServingEndpoint.Garbled e) {
      throw new TrafficException("the probe after giving back failed: " + e.getMessage(), e);
    }
    if (observed.settled() && !served.role().equals(route.rest().label())) {
      throw new TrafficException(
          "everything was given back, yet a probe was answered by the " + served.role());
    }
    Fallback fallback = route.fallback();
    if (observed.settled() && route.incumbent() == null && fallback != null) {
      FallbackCheck.refuseOtherAnswer(fallback, served);
    }
    return "a probe was answered by the "
        + served.role()
        + ", "
        + served.version()
        + (observed.settled() ? parityOfRest(traffic, endpoint, route) : "");
  }

  /** Whoever serves everybody again must still be the model that was evaluated. */
  private String parityOfRest(TrafficTask traffic, ServingEndpoint endpoint, Route route) {
    GoldenRowBook.Page page = golden.of(traffic);
    Fallback fallback = route.fallback();
    ModelTarget serving =
        route.incumbent() != null || fallback == null ? route.incumbent() : fallback.model();
    GoldenRows rows = serving == null ? null : page.of(serving);
    if (rows == null) {
      return "";
    }
    Check parity = ServingCheck.run(endpoint, rows, page.bar());
    if (parity.verdict() != Verdict.PASS) {
      throw new TrafficException(
          "everything was given back, yet %s does not answer golden rows as evaluated: %s, %s"
              .formatted(rows.target().shown(), parity.value(), parity.note()));
    }
    return "; it answers %d golden rows as evaluated".formatted(rows.rows().size());
  }

  @Override
  public void awaitTraffic(String rolloutWorkflowId) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    while (LeaseHolder.isRunning(temporal, rolloutWorkflowId)) {
      context.heartbeat("waits for " + rolloutWorkflowId);
      Pause.of(QUEUE_POLL);
    }
  }
}
