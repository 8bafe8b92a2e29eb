package dev.countersign.workflow;

import dev.countersign.activity.BakeReport;
import dev.countersign.activity.GiveBackReport;
import dev.countersign.activity.GiveBackTask;
import dev.countersign.activity.ModelRef;
import dev.countersign.activity.RestoreTask;
import dev.countersign.activity.ServingReport;
import dev.countersign.activity.ShiftReport;
import dev.countersign.activity.ShiftTask;
import dev.countersign.activity.TrafficActivities;
import dev.countersign.activity.TrafficTask;
import dev.countersign.activity.WatchTask;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;

/** A router that follows the real rules of traffic, and can be out of reach. */
final class ScriptedTraffic implements TrafficActivities {
  private final ScriptedWorld world;
  private final ScriptedBakes bakes;

  ScriptedTraffic(ScriptedWorld world) {
    this.world = world;
    this.bakes = new ScriptedBakes(world);
  }

  private Check parityCheck() {
    return new Check(
        "serving-parity",
        null,
        null,
        null,
        null,
        world.parity == Verdict.PASS ? 0.0 : 0.3,
        null,
        new Bounds(null, 1e-6),
        world.parity,
        10L,
        null,
        null,
        null);
  }

  @Override
  public ServingReport servingCheck(TrafficTask task) {
    world.called("serving-check");
    if (world.endpointDown) {
      throw ApplicationFailure.newFailure("the endpoint is down", "ENDPOINT_DOWN");
    }
    return new ServingReport(parityCheck());
  }

  private synchronized RouteObservation observed() {
    return RouteObservation.of("scripted", world.traffic, Instant.EPOCH);
  }

  @Override
  public RouteObservation readRoute(TrafficTask task) {
    world.called("read-route");
    return observed();
  }

  private RouteIntent intent(ShiftTask task) {
    ModelRef incumbent = task.traffic().incumbent();
    Route settled =
        Route.settled(
            incumbent == null ? null : ScriptedWorld.target(incumbent),
            task.traffic().terms().fallback());
    return new RouteIntent(
        task.traffic().terms().plan().environment(),
        task.traffic().model(),
        task.traffic().holder(),
        task.generation(),
        task.step().route(settled, ScriptedWorld.target(task.traffic().candidate())),
        RouteIntent.DEFAULT_LEASE);
  }

  private synchronized ShiftReport moved(LeaseAnswer answer) {
    world.traffic = answer.state();
    return answer instanceof LeaseAnswer.Refused refused
        ? new ShiftReport(observed(), refused.refusal(), refused.reason(), null)
        : new ShiftReport(observed(), null, null, parityCheck());
  }

  @Override
  public ShiftReport shift(ShiftTask task) {
    world.called("shift " + task.step().name());
    if (world.shiftDown) {
      throw ApplicationFailure.newFailure("connection refused", "ROUTER_DOWN");
    }
    return moved(world.traffic.apply(intent(task), Instant.EPOCH));
  }

  @Override
  public ShiftReport commit(ShiftTask task) {
    world.called("commit");
    ShiftReport report = moved(world.traffic.commit(intent(task), Instant.EPOCH));
    if (world.commitAnswerLost) {
      throw ApplicationFailure.newNonRetryableFailure("the answer was lost", "LOST");
    }
    return report;
  }

  @Override
  public BakeReport bake(WatchTask task) {
    return bakes.bake(task);
  }

  @Override
  public BakeReport awaitDecision(WatchTask task) {
    return bakes.awaitDecision(task);
  }

  @Override
  public BakeReport judge(WatchTask task) {
    return bakes.judge(task);
  }

  @Override
  public BakeReport hold(WatchTask task) {
    return bakes.hold(task);
  }

  @Override
  public GiveBackReport giveBack(GiveBackTask task) {
    world.called("give-back");
    if (world.routerDown) {
      throw ApplicationFailure.newFailure("connection refused", "ROUTER_DOWN");
    }
    synchronized (this) {
      long generation = Math.max(task.atLeast(), world.traffic.generation() + 1);
      world.traffic =
          world
              .traffic
              .giveBack(
                  new LeaseClaim(
                      "production",
                      ScriptedWorld.MODEL,
                      task.traffic().holder(),
                      generation,
                      task.toFallback() ? task.reason() : null),
                  Instant.EPOCH)
              .state();
      return new GiveBackReport(observed(), "answered by version 1");
    }
  }

  @Override
  public String byHand(GiveBackTask task) {
    return "router give-back --generation " + task.atLeast();
  }

  @Override
  public GiveBackReport restoreFormer(RestoreTask task) {
    world.called("restore-former");
    return new GiveBackReport(observed(), "answered by version 1");
  }

  @Override
  public void awaitTraffic(String rolloutWorkflowId) {
    world.called("await-traffic");
  }
}
