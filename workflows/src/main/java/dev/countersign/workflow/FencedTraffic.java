package dev.countersign.workflow;

import dev.countersign.activity.GiveBackReport;
import dev.countersign.activity.ShiftReport;
import dev.countersign.activity.ShiftTask;
import dev.countersign.activity.TrafficTask;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import org.jspecify.annotations.Nullable;

/**
 * Moves a rollout's traffic, each time under a generation above every one the router has seen. What
 * undoes it is owed before the first request moves.
 */
final class FencedTraffic {
  private final TrafficTask traffic;
  private long generation;
  private boolean owed;

  FencedTraffic(TrafficTask traffic) {
    this.traffic = traffic;
  }

  /** Whether the candidate may ever have had a share, so that giving back is owed. */
  boolean owed() {
    return owed;
  }

  /** The step as it was taken last. */
  ShiftTask task(PlannedStep step) {
    return new ShiftTask(traffic, step, generation);
  }

  /** Reads which generation the router has seen. */
  void takeUp() {
    generation = Calls.traffic("read the route").readRoute(traffic).generation();
  }

  /**
   * Gives the candidate a step's share. Where the router has seen a higher generation, say after a
   * reset, the route is read again and the call repeated once above it: only this rollout can own
   * the traffic as long as it holds the lock.
   *
   * @throws ReleaseStopped if the router refuses, or serves another model than was evaluated
   */
  RouteObservation shift(PlannedStep step) {
    owed = true;
    ShiftReport report = shiftOnce(step);
    if (report.refusal() != null) {
      takeUp();
      report = shiftOnce(step);
    }
    if (report.refusal() != null) {
      throw new ReleaseStopped(
          Ended.FAILED, "the router refused step " + step.name() + ": " + report.reason());
    }
    refuseUnlessParity(step, report.parity());
    return report.observed();
  }

  private ShiftReport shiftOnce(PlannedStep step) {
    generation++;
    return Calls.traffic("give the candidate " + step.callers()).shift(task(step));
  }

  private static void refuseUnlessParity(PlannedStep step, @Nullable Check parity) {
    if (parity == null || parity.verdict() != Verdict.PASS) {
      throw new ReleaseStopped(
          Ended.FAILED,
          "serving-parity at step " + step.name() + ": " + Failures.checkInWords(parity));
    }
  }

  /** Makes the candidate the incumbent. Where the lease ended before, the step is taken again. */
  RouteObservation commit(PlannedStep last) {
    ShiftReport report = commitOnce(last);
    if (report.refusal() != null) {
      shift(last);
      report = commitOnce(last);
    }
    if (report.refusal() != null) {
      throw new ReleaseStopped(Ended.FAILED, "the router refused to commit: " + report.reason());
    }
    return report.observed();
  }

  private ShiftReport commitOnce(PlannedStep last) {
    return Calls.traffic("make the candidate the incumbent").commit(task(last));
  }

  /** Gives everything back, verified; null when a week of trying could not verify it. */
  @Nullable GiveBackReport giveBack(String reason, boolean toFallback) {
    GiveBackReport done = new GiveBack(traffic, generation + 1, reason, toFallback).untilVerified();
    if (done != null) {
      generation = Math.max(generation, done.observed().generation());
    }
    return done;
  }

  /** Whether the candidate has become the incumbent: by name too, as both may be the same bytes. */
  boolean committed(@Nullable RouteObservation observed) {
    Route route = observed == null ? null : observed.route();
    ModelTarget incumbent = route == null ? null : route.incumbent();
    return incumbent != null
        && incumbent.version().equals(traffic.candidate().version())
        && incumbent.digest().equals(traffic.candidate().digest());
  }
}
