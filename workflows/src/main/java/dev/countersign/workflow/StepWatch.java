package dev.countersign.workflow;

import dev.countersign.activity.BakeReport;
import dev.countersign.activity.TrafficActivities;
import dev.countersign.activity.WatchTask;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.Verdict;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.RolloutPlan;
import dev.countersign.rollout.StepDecision;
import dev.countersign.rollout.StepJudgement;
import dev.countersign.rollout.WaivedCheck;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches a step that was taken until it may be left, and does what operators ask meanwhile: cuts
 * the bake short, judges anew, rehearses the rollback.
 */
final class StepWatch {
  private final RolloutPlan plan;
  private final FencedTraffic traffic;
  private final RolloutOrders orders;
  private final RolloutReporter reporter;
  private final Drill drill;
  private final List<EvidenceRef> readings = new ArrayList<>();
  private Instant since = Instant.EPOCH;

  StepWatch(
      RolloutPlan plan, FencedTraffic traffic, RolloutOrders orders, RolloutReporter reporter) {
    this.plan = plan;
    this.traffic = traffic;
    this.orders = orders;
    this.reporter = reporter;
    this.drill = new Drill(traffic, reporter);
  }

  /** Evidence of everything that was read. */
  List<EvidenceRef> readings() {
    return List.copyOf(readings);
  }

  /** When a step that is taken now has to be followed by the next. */
  Instant deadline(PlannedStep step) {
    return ReleaseState.now().plus(step.bake()).plus(plan.progressDeadline());
  }

  /**
   * Bakes a step that has just been taken, until it may be left.
   *
   * @throws ReleaseStopped when it has to be given back
   */
  void untilItMayBeLeft(PlannedStep step, Instant deadline) {
    since = ReleaseState.now();
    boolean undecided = false;
    while (true) {
      BakeReport report = undecided ? awaitDecision(step, deadline) : bake(step, deadline);
      if (report != null && mayBeLeft(step, report.judgement())) {
        return;
      }
      undecided |= report != null;
      stopIfOver(step, deadline);
      RolloutOrders.Waiting order = orders.next();
      if (order == null) {
        continue;
      }
      RolloutCommand command = order.command();
      switch (command.kind()) {
        case PROMOTE -> {
          if (promotes(step, command)) {
            return;
          }
        }
        case RETRY -> {
          if (retries(step, undecided, command)) {
            since = ReleaseState.now();
            undecided = false;
          }
        }
        case DRILL, DRILL_AND_END -> {
          rehearse(step, order);
          undecided = false;
        }
        case PAUSE, RESUME, ABORT -> throw new IllegalStateException("not one to answer");
      }
    }
  }

  private @Nullable BakeReport bake(PlannedStep step, Instant deadline) {
    String what = "bake at " + step.name() + " for " + Words.of(step.bake());
    reporter.doing(what);
    TrafficActivities bakes = Calls.bake(what, step.bake().plus(plan.patience()));
    WatchTask task = task(step);
    return watched(() -> Async.function(bakes::bake, task), deadline, orders::pending);
  }

  private @Nullable BakeReport awaitDecision(PlannedStep step, Instant deadline) {
    String what = step.name() + " is undecided: watch on for " + Words.of(plan.patience());
    TrafficActivities waits = Calls.bake(what, step.bake().plus(plan.patience()));
    WatchTask task = task(step);
    return watched(() -> Async.function(waits::awaitDecision, task), deadline, orders::pending);
  }

  /**
   * Holds a step that may be left, watched, until it is enough, an operator asks for something, or
   * the deadline.
   */
  void hold(PlannedStep step, String why, Instant until, BooleanSupplier enough) {
    TrafficActivities holds =
        Calls.bake("hold " + step.name() + ", " + why, plan.progressDeadline());
    WatchTask task = task(step);
    BakeReport report =
        watched(
            () -> Async.function(holds::hold, task),
            until,
            () -> orders.pending() || enough.getAsBoolean());
    if (report != null) {
      mayBeLeft(step, report.judgement());
    }
  }

  /** Rehearses the rollback, and takes the step again. */
  void rehearse(PlannedStep step, RolloutOrders.Waiting order) {
    drill.rehearse(step, order);
    since = ReleaseState.now();
  }

  private WatchTask task(PlannedStep step) {
    return new WatchTask(traffic.task(step), since, orders.waived());
  }

  private boolean mayBeLeft(PlannedStep step, StepJudgement judgement) {
    reporter.warned(step, judgement.checks());
    return switch (judgement.decision()) {
      case StepDecision.Advance _ -> true;
      case StepDecision.Hold hold -> {
        reporter.held(
            "%s can't be decided: %s. Waive `rollout/analysis`, retry, or everything is given back at %s"
                .formatted(step.name(), hold.reason(), hold.until()),
            hold.until(),
            undecided(hold, judgement.checks()));
        yield false;
      }
      case StepDecision.RollBack(String reason) ->
          throw new ReleaseStopped(Ended.FAILED, "step " + step.name() + ": " + reason);
      case StepDecision.Degrade(String reason) ->
          throw ReleaseStopped.neitherMayServe("step " + step.name() + ": " + reason);
    };
  }

  /** What a waiver can name: everything at once, and each check by itself. */
  private static List<Check> undecided(StepDecision.Hold hold, List<Check> checks) {
    Check all =
        new Check(
            WaivedCheck.ANALYSIS,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Verdict.INCONCLUSIVE,
            null,
            null,
            hold.reason(),
            null);
    return Stream.concat(
            Stream.of(all),
            checks.stream().filter(check -> check.verdict() == Verdict.INCONCLUSIVE))
        .toList();
  }

  /** Promoting cuts the bake short, never the analysis. */
  private boolean promotes(PlannedStep step, RolloutCommand command) {
    if (command.isForAnother(step.name())) {
      reporter.answer(RolloutAnswer.over(command, step.name()));
      return false;
    }
    BakeReport report = Calls.judging("judge " + step.name() + " as it stands").judge(task(step));
    readings.add(report.reading());
    if (mayBeLeft(step, report.judgement())) {
      reporter.answer(RolloutAnswer.done(command, "leaves " + step.name() + ": its checks pass"));
      return true;
    }
    reporter.answer(
        RolloutAnswer.refused(
            command,
            "UNDECIDED",
            "%s can't be judged yet: %s. Wait, or have it waived: countersign waive R --check rollout/analysis"
                .formatted(step.name(), report.judgement().decision().reason())));
    return false;
  }

  private boolean retries(PlannedStep step, boolean undecided, RolloutCommand command) {
    if (!undecided) {
      reporter.answer(
          RolloutAnswer.refused(
              command, "NOT_HELD", step.name() + " bakes; there is nothing to try again"));
      return false;
    }
    reporter.step(step, "takes " + step.name() + " again, as told by " + command.by());
    reporter.observed(traffic.shift(step));
    reporter.answer(RolloutAnswer.done(command, "bakes " + step.name() + " anew"));
    return true;
  }

  private void stopIfOver(PlannedStep step, Instant deadline) {
    orders.stopIfAborted();
    if (!ReleaseState.now().isBefore(deadline)) {
      throw new ReleaseStopped(
          Ended.FAILED,
          "step %s made no progress within %s after its bake"
              .formatted(step.name(), Words.of(plan.progressDeadline())));
    }
  }

  /** The report; null when something else ended the wait for it. */
  private @Nullable BakeReport watched(
      Supplier<Promise<BakeReport>> call, Instant deadline, BooleanSupplier enough) {
    AtomicReference<@Nullable Promise<BakeReport>> started = new AtomicReference<>();
    CancellationScope scope = Workflow.newCancellationScope(() -> started.set(call.get()));
    scope.run();
    Promise<BakeReport> report = Objects.requireNonNull(started.get());
    Waiting.until(
        deadline, "progress deadline", () -> report.isCompleted() || enough.getAsBoolean());
    if (!report.isCompleted()) {
      scope.cancel("no longer needed");
      return null;
    }
    BakeReport done = report.get();
    readings.add(done.reading());
    return done;
  }
}
