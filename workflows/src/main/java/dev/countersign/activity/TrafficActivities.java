package dev.countersign.activity;

import dev.countersign.rollout.RouteObservation;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * The router and the live metrics. Every change carries a generation: the router accepts only a
 * higher one, whatever a history says, so a repeated or late call changes nothing.
 */
@ActivityInterface
public interface TrafficActivities {

  /**
   * Makes the candidate reachable without traffic, and asks it golden rows: the endpoint must prove
   * the model's digest and answer as the evaluated model did.
   */
  @ActivityMethod(name = "ServingCheck")
  ServingReport servingCheck(TrafficTask task);

  /** What the router really routes. */
  @ActivityMethod(name = "ReadRoute")
  RouteObservation readRoute(TrafficTask task);

  /** Gives the candidate a step's share, reads it back and asks golden rows again. */
  @ActivityMethod(name = "ShiftTraffic")
  ShiftReport shift(ShiftTask task);

  /**
   * Holds a step's lease and watches its live metrics until it may be left, must be rolled back, or
   * its bake is over and nothing can be decided. Stops renewing as soon as the rollout can't be
   * seen running, so that the router gives everything back unaided.
   */
  @ActivityMethod(name = "Bake")
  BakeReport bake(WatchTask task);

  /**
   * Goes on holding and watching a step that could not be decided when its bake was over, until it
   * can be, or until the plan's patience is over and it is rolled back.
   */
  @ActivityMethod(name = "AwaitDecision")
  BakeReport awaitDecision(WatchTask task);

  /** Judges a step as if its bake were over now. */
  @ActivityMethod(name = "JudgeStep")
  BakeReport judge(WatchTask task);

  /** Holds a step's lease while the rollout waits; returns only when its metrics breach. */
  @ActivityMethod(name = "HoldTraffic")
  BakeReport hold(WatchTask task);

  /** Makes the candidate the incumbent for good; the lease ends. */
  @ActivityMethod(name = "CommitTraffic")
  ShiftReport commit(ShiftTask task);

  /**
   * Gives the incumbent, or the fallback, everything, reads it back and sends a probe request.
   * Fails as long as it can't be verified. Where a later release owns the traffic there is nothing
   * to give back, and that is fine too.
   */
  @ActivityMethod(name = "GiveBack")
  GiveBackReport giveBack(GiveBackTask task);

  /** The command with which a person gives everything back at the router itself. */
  @ActivityMethod(name = "GiveBackByHand")
  String byHand(GiveBackTask task);

  /** After a release: makes the former champion the incumbent again, verified like a give-back. */
  @ActivityMethod(name = "RestoreFormer")
  GiveBackReport restoreFormer(RestoreTask task);

  /** Waits until no rollout owns the traffic any more; heartbeats meanwhile. */
  @ActivityMethod(name = "AwaitTraffic")
  void awaitTraffic(String rolloutWorkflowId);
}
