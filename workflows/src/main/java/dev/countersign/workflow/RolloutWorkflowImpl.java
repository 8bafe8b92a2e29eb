package dev.countersign.workflow;

import dev.countersign.activity.BakeReport;
import dev.countersign.activity.ShiftReport;
import dev.countersign.activity.ShiftTask;
import dev.countersign.activity.TrafficActivities;
import dev.countersign.activity.TrafficTask;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.Verdict;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.RolloutPlan;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.rollout.StepDecision;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Grows traffic step by step; whatever stops it, everything is given back and read back. */
public final class RolloutWorkflowImpl implements RolloutWorkflow {
  private final RolloutPlan plan;
  private final TrafficTask traffic;
  private final RolloutReporter reporter;
  private final List<EvidenceRef> readings = new ArrayList<>();

  private long generation;
  private boolean hadTraffic;
  private boolean paused;
  private boolean promoted;
  private @Nullable RolloutCommand abort;

  @WorkflowInit
  public RolloutWorkflowImpl(RolloutRequest request) {
    plan = request.terms().plan();
    var info = Workflow.getInfo();
    traffic =
        new TrafficTask(
            request.model(),
            request.terms(),
            info.getWorkflowId() + "@" + info.getRunId(),
            request.candidate(),
            request.incumbent(),
            request.document());
    reporter = new RolloutReporter(request);
  }

  @Override
  public RolloutResult rollOut(RolloutRequest request) {
    try {
      takeUp();
      for (PlannedStep step : plan.steps()) {
        awaitResumed();
        shift(step);
        bake(step);
      }
      return released(commit());
    } catch (ReleaseStopped stopped) {
      return undo(stopped.how(), stopped.reason());
    } catch (CanceledFailure cancelled) {
      return undo(Ended.ABORTED, "cancelled");
    } catch (TemporalFailure failure) {
      return undo(Ended.FAILED, Failures.inWords(failure));
    }
  }

  @Override
  public void command(RolloutCommand command) {
    switch (command.kind()) {
      case PAUSE -> paused = true;
      case RESUME -> paused = false;
      case PROMOTE -> promoted = true;
      case ABORT -> abort = command;
    }
    reporter.paused(paused);
  }

  @Override
  public RolloutProgress progress() {
    return reporter.progress();
  }

  private void takeUp() {
    reporter.doing("reads the route");
    generation = Calls.traffic("read the route").readRoute(traffic).generation();
  }

  private void shift(PlannedStep step) {
    reporter.step(step, "gives the candidate " + step.name());
    hadTraffic = true;
    ShiftReport report =
        fenced(step, task -> Calls.traffic("give the candidate " + step.name()).shift(task));
    refuseUnlessParity(step, report.parity());
    reporter.observed(report.observed());
  }

  /** Where the lease ended before the commit arrived, the last step is taken again, once. */
  private ShiftReport commit() {
    PlannedStep last = plan.steps().getLast();
    reporter.doing("makes the candidate the incumbent");
    ShiftReport report = tryCommit(last);
    if (report.refusal() != null) {
      shift(last);
      report = tryCommit(last);
    }
    if (report.refusal() != null) {
      throw new ReleaseStopped(Ended.FAILED, "the router refused to commit: " + report.reason());
    }
    return report;
  }

  private ShiftReport tryCommit(PlannedStep last) {
    return Calls.traffic("make the candidate the incumbent").commit(task(last));
  }

  /**
   * Asks the router under a generation above every one it has seen from this rollout. Where it has
   * seen a higher one, say after a reset, the route is read again and the call repeated once above
   * it: only this rollout can own the traffic as long as it holds the lock.
   */
  private ShiftReport fenced(PlannedStep step, Function<ShiftTask, ShiftReport> call) {
    generation++;
    ShiftReport report = call.apply(new ShiftTask(traffic, step, generation));
    if (report.refusal() != null) {
      takeUp();
      generation++;
      report = call.apply(new ShiftTask(traffic, step, generation));
    }
    if (report.refusal() != null) {
      throw new ReleaseStopped(
          Ended.FAILED, "the router refused step " + step.name() + ": " + report.reason());
    }
    return report;
  }

  private static void refuseUnlessParity(PlannedStep step, @Nullable Check parity) {
    if (parity == null || parity.verdict() != Verdict.PASS) {
      throw new ReleaseStopped(
          Ended.FAILED,
          "serving-parity at step " + step.name() + ": " + Failures.checkInWords(parity));
    }
  }

  private void bake(PlannedStep step) {
    String what = "bake at " + step.name() + " for " + Words.of(step.bake());
    reporter.doing(what);
    TrafficActivities bakes = Calls.bake(what, step.bake());
    judge(step, watch(() -> Async.function(bakes::bake, task(step)), () -> false));
    while (paused && !promoted) {
      reporter.doing("paused at " + step.name());
      TrafficActivities holds = Calls.bake("hold at " + step.name() + " while paused", step.bake());
      judge(step, watch(() -> Async.function(holds::hold, task(step)), () -> !paused));
    }
    promoted = false;
  }

  private static void judge(PlannedStep step, @Nullable BakeReport report) {
    if (report != null && report.judgement().decision() instanceof StepDecision.RollBack rollBack) {
      throw new ReleaseStopped(Ended.FAILED, "step " + step.name() + ": " + rollBack.reason());
    }
  }

  private ShiftTask task(PlannedStep step) {
    return new ShiftTask(traffic, step, generation);
  }

  /** Waits for the report; null when a command, or {@code enough}, ended the wait. */
  private @Nullable BakeReport watch(Supplier<Promise<BakeReport>> call, BooleanSupplier enough) {
    AtomicReference<@Nullable Promise<BakeReport>> started = new AtomicReference<>();
    CancellationScope scope = Workflow.newCancellationScope(() -> started.set(call.get()));
    scope.run();
    Promise<BakeReport> report = Objects.requireNonNull(started.get());
    Workflow.await(
        () -> report.isCompleted() || promoted || abort != null || enough.getAsBoolean());
    if (!report.isCompleted()) {
      scope.cancel("no longer needed");
    }
    stopIfAborted();
    if (!report.isCompleted() || promoted) {
      return null;
    }
    BakeReport done = report.get();
    readings.add(done.reading());
    return done;
  }

  private void awaitResumed() {
    if (paused) {
      reporter.doing("paused");
      Workflow.await(() -> !paused || abort != null);
    }
    stopIfAborted();
  }

  private void stopIfAborted() {
    RolloutCommand command = abort;
    if (command != null) {
      throw new ReleaseStopped(
          Ended.ABORTED, "aborted by " + command.by() + ": " + command.reason());
    }
  }

  private RolloutResult released(ShiftReport committed) {
    reporter.committed();
    return new RolloutResult(
        Ended.PASSED, hadTraffic, "the candidate has all traffic", committed.observed(), readings);
  }

  private RolloutResult undo(Ended how, String reason) {
    if (!hadTraffic) {
      return new RolloutResult(how, false, reason, null, readings);
    }
    reporter.doing("gives everything back: " + reason);
    RouteObservation observed = new GiveBack(traffic, generation + 1, reason).untilVerified();
    boolean committed =
        observed != null
            && observed.route() != null
            && observed.route().incumbent() != null
            && observed.route().incumbent().digest().equals(traffic.candidate().digest());
    if (committed) {
      reporter.committed();
      return new RolloutResult(
          Ended.PASSED, true, "the candidate had been committed already", observed, readings);
    }
    reporter.givenBack(reason);
    return new RolloutResult(how, hadTraffic, reason, observed, readings);
  }
}
