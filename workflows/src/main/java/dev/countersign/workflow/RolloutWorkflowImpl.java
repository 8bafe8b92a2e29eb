package dev.countersign.workflow;

import dev.countersign.activity.GiveBackReport;
import dev.countersign.activity.TrafficTask;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.RolloutPlan;
import dev.countersign.rollout.RouteObservation;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Grows traffic step by step; whatever stops it, everything is given back and read back. */
public final class RolloutWorkflowImpl implements RolloutWorkflow {
  private final RolloutRequest request;
  private final RolloutPlan plan;
  private final FencedTraffic traffic;
  private final RolloutOrders orders;
  private final RolloutReporter reporter;
  private final StepWatch watch;
  private final StandStill standStill;
  private final Outage outage;

  private @Nullable PlannedStep held;
  private Instant deadline;

  @WorkflowInit
  public RolloutWorkflowImpl(RolloutRequest request) {
    this.request = request;
    plan = request.terms().plan();
    var info = Workflow.getInfo();
    traffic =
        new FencedTraffic(
            new TrafficTask(
                request.model(),
                request.terms(),
                info.getWorkflowId() + "@" + info.getRunId(),
                request.candidate(),
                request.incumbent(),
                request.document()));
    orders = new RolloutOrders(request.waived());
    reporter = new RolloutReporter(request);
    watch = new StepWatch(plan, traffic, orders, reporter);
    standStill = new StandStill(plan, orders, reporter, watch);
    outage = new Outage(plan, traffic, orders, reporter);
    deadline = ReleaseState.now().plus(plan.progressDeadline());
  }

  @Override
  public RolloutResult rollOut(RolloutRequest same) {
    try {
      for (PlannedStep step : plan.steps()) {
        take(step);
      }
      return released(commit(plan.steps().getLast()));
    } catch (ReleaseStopped stopped) {
      return undo(stopped);
    } catch (CanceledFailure cancelled) {
      return undo(new ReleaseStopped(Ended.ABORTED, "cancelled"));
    } catch (TemporalFailure failure) {
      return undo(
          Failures.isCancellation(failure)
              ? new ReleaseStopped(Ended.ABORTED, "cancelled")
              : new ReleaseStopped(Ended.FAILED, Failures.inWords(failure)));
    }
  }

  @Override
  public void command(RolloutCommand command) {
    if (isForUs(command.release())) {
      orders.take(command);
      reporter.paused(orders.paused());
    }
  }

  @Override
  public void waive(LiveWaivers waivers) {
    if (isForUs(waivers.release())) {
      orders.waive(waivers.checks());
    }
  }

  /** What was meant for a rollout that ended meanwhile must not move the next one. */
  private static boolean isForUs(@Nullable String release) {
    return release == null
        || Workflow.getInfo().getParentWorkflowId().map(release::equals).orElse(true);
  }

  @Override
  public RolloutProgress progress() {
    return reporter.progress();
  }

  private void take(PlannedStep step) {
    while (true) {
      try {
        standStill.untilItMayGoOn(held, "step " + step.name(), deadline);
        begin(step);
        watch.untilItMayBeLeft(step, deadline);
        return;
      } catch (ActivityFailure failure) {
        await(step, failure);
      }
    }
  }

  private void begin(PlannedStep step) {
    if (!traffic.owed()) {
      reporter.doing("reads the route");
      traffic.takeUp();
    }
    reporter.step(step, "gives the candidate " + step.callers());
    RouteObservation observed = traffic.shift(step);
    held = step;
    deadline = watch.deadline(step);
    reporter.observed(observed);
  }

  private RouteObservation commit(PlannedStep last) {
    while (true) {
      try {
        standStill.untilItMayGoOn(held, "making the candidate the incumbent", deadline);
        reporter.doing("makes the candidate the incumbent");
        return traffic.commit(last);
      } catch (ActivityFailure failure) {
        await(last, failure);
        take(last);
      }
    }
  }

  private void await(PlannedStep step, ActivityFailure failure) {
    if (!Failures.isOutage(failure)) {
      throw failure;
    }
    outage.untilRetried(step, failure);
    held = null;
    deadline = ReleaseState.now().plus(plan.progressDeadline());
  }

  private RolloutResult released(RouteObservation observed) {
    reporter.committed();
    return new RolloutResult(
        Ended.PASSED, traffic.owed(), "the candidate has all traffic", observed, watch.readings());
  }

  private RolloutResult undo(ReleaseStopped stopped) {
    String reason = stopped.reason();
    if (!traffic.owed()) {
      return new RolloutResult(stopped.how(), false, reason, null, watch.readings());
    }
    reporter.doing("gives everything back: " + reason);
    GiveBackReport done = traffic.giveBack(reason, request.terms().degrades() && stopped.neither());
    RouteObservation observed = done == null ? null : done.observed();
    if (traffic.committed(observed)) {
      reporter.committed();
      return new RolloutResult(
          Ended.PASSED,
          true,
          "the candidate had been committed already",
          observed,
          watch.readings());
    }
    reporter.givenBack(reason);
    if (stopped.neither()) {
      NeitherServes.tell(request, reason, observed);
    }
    return new RolloutResult(stopped.how(), true, reason, observed, watch.readings());
  }
}
