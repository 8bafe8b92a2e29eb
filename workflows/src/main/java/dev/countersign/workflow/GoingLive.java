package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.TrafficTask;
import dev.countersign.activity.Unchanged;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.passport.EntryKind;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalException;
import io.temporal.failure.TerminatedFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What brings the version to its traffic: the serving check, then the rollout under its lock. */
final class GoingLive {
  private final ReleaseState state;
  private final Refreezing refreezing;
  private final WaiverDesk waivers;
  private final Questions questions = new Questions();
  private @Nullable RolloutWorkflow rollout;

  GoingLive(ReleaseState state, Refreezing refreezing, WaiverDesk waivers) {
    this.state = state;
    this.refreezing = refreezing;
    this.waivers = waivers;
  }

  /** The rollout, while it runs. */
  @Nullable RolloutWorkflow rollout() {
    return rollout;
  }

  /** The number under which the rollout answers the next command. */
  int nextQuestion() {
    return questions.next();
  }

  void answered(RolloutAnswer answer) {
    questions.answered(answer);
  }

  /** What became of a command; null when the rollout ended without a word. */
  @Nullable RolloutAnswer answer(int number) {
    return questions.await(number, () -> rollout == null);
  }

  /** Hands a command on to the rollout, while there is one. */
  void tell(RolloutCommand command) {
    send(running -> running.command(command.onlyFor(self())));
  }

  /** Tells the rollout which live checks people let go on by now. */
  void waived() {
    send(running -> running.waive(new LiveWaivers(waivers.live(), self())));
  }

  private void send(Consumer<RolloutWorkflow> signal) {
    RolloutWorkflow running = rollout;
    if (running == null) {
      return;
    }
    try {
      signal.accept(latestRun(running));
    } catch (TemporalException ended) {
      Workflow.getLogger(GoingLive.class).info("the rollout ended meanwhile");
    }
  }

  private static String self() {
    return Workflow.getInfo().getWorkflowId();
  }

  /**
   * Once it has started, by its id alone: what was reset goes on as another run. By the time it
   * arrives the id may be that of another release's rollout, so say whom it is for.
   */
  private static RolloutWorkflow latestRun(RolloutWorkflow started) {
    String id = Workflow.getWorkflowExecution(started).get().getWorkflowId();
    return Workflow.newExternalWorkflowStub(RolloutWorkflow.class, id);
  }

  StageEnd servingCheck() {
    Unchanged unchanged =
        Calls.intake("confirm that nothing signed was altered").confirmUnchanged(state.release());
    if (!unchanged.altered().isEmpty()) {
      return refreezing.of(unchanged.altered());
    }
    Check parity = Calls.traffic("ask the endpoint golden rows").servingCheck(traffic()).parity();
    state.note(EntryKind.SERVING_CHECK, "before-traffic", Failures.checkInWords(parity));
    if (parity.verdict() == Verdict.INCONCLUSIVE) {
      throw new StageHeld(parity.note() == null ? Failures.checkInWords(parity) : parity.note());
    }
    return parity.verdict() == Verdict.PASS
        ? StageEnd.passed(
            parity.note() == null ? "the endpoint serves this very model" : parity.note())
        : new StageEnd(
            Ended.FAILED,
            Failures.checkInWords(parity) + (parity.note() == null ? "" : ". " + parity.note()));
  }

  StageEnd rollOut() {
    RolloutResult result = underLock();
    state.note(
        EntryKind.ROLLOUT_STEP,
        "rollout",
        result.ended()
            + ": "
            + result.reason()
            + (result.observed() == null
                ? "; the router could not be read back"
                : "; read back at generation " + result.observed().generation()));
    state.readings(result.readings());
    state.observed(result.observed());
    boolean neverBegan = result.ended() == Ended.FAILED && !result.hadTraffic();
    return new StageEnd(neverBegan ? Ended.REFUSED : result.ended(), result.reason());
  }

  private RolloutResult underLock() {
    FrozenRelease release = state.release();
    String environment = release.rollout().plan().environment();
    String id = RolloutWorkflow.id(environment, release.model());
    RolloutRequest request =
        new RolloutRequest(
            Workflow.getInfo().getWorkflowId(),
            release.model(),
            release.tier(),
            release.rollout(),
            state.model(),
            state.incumbent(),
            release.document(),
            waivers.live());
    while (true) {
      try {
        rollout =
            Workflow.newChildWorkflowStub(RolloutWorkflow.class, options(id, release, environment));
        return follow(rollout, request);
      } catch (ChildWorkflowFailure failure) {
        rollout = null;
        if (failure.getCause() instanceof WorkflowExecutionAlreadyStarted) {
          takeTurns(id);
        } else if (failure.getCause() instanceof TerminatedFailure) {
          return cutShort(failure);
        } else {
          throw failure;
        }
      } finally {
        rollout = null;
      }
    }
  }

  /**
   * Another rollout owns the traffic: refuses, waits, or stops it and waits until it has undone
   * itself. Only the rollout itself gives its traffic back, so nothing is stranded between two.
   */
  private void takeTurns(String id) {
    FrozenRelease release = state.release();
    switch (release.rollout().onConflict()) {
      case REFUSE ->
          throw new ReleaseStopped(
              Ended.REFUSED,
              "another release owns the traffic of %s in %s (workflow %s); wait for it, or set onConflict: queue"
                  .formatted(release.model(), release.rollout().plan().environment(), id));
      case QUEUE -> Calls.queue("wait for " + id).awaitTraffic(id);
      case SUPERSEDE -> {
        supersede(id);
        Calls.queue("wait until " + id + " is undone").awaitTraffic(id);
      }
    }
  }

  private void supersede(String id) {
    String by = state.release().model() + "/" + state.release().version();
    state.note(EntryKind.COMMAND, "supersede", "told " + id + " to stop and undo itself");
    try {
      Workflow.newExternalWorkflowStub(RolloutWorkflow.class, id)
          .command(new RolloutCommand(RolloutCommand.Kind.ABORT, by, "superseded by " + by));
    } catch (TemporalException ended) {
      Workflow.getLogger(GoingLive.class).info("{} ended by itself", id);
    }
  }

  /**
   * Runs the rollout. A cancelled release tells it to abort instead of cancelling it, so that what
   * the rollout did is always known.
   */
  private static RolloutResult follow(RolloutWorkflow rollout, RolloutRequest request) {
    AtomicReference<@Nullable Promise<RolloutResult>> started = new AtomicReference<>();
    Workflow.newDetachedCancellationScope(
            () -> started.set(Async.function(rollout::rollOut, request)))
        .run();
    Promise<RolloutResult> result = Objects.requireNonNull(started.get());
    try {
      Workflow.await(result::isCompleted);
    } catch (CanceledFailure cancelled) {
      Workflow.newDetachedCancellationScope(
              () -> {
                latestRun(rollout)
                    .command(
                        new RolloutCommand(
                                RolloutCommand.Kind.ABORT, "Temporal", "the release was cancelled")
                            .onlyFor(self()));
                Workflow.await(result::isCompleted);
              })
          .run();
    }
    return result.get();
  }

  private RolloutResult cutShort(ChildWorkflowFailure ended) {
    WorkflowExecution execution = ended.getExecution();
    RolloutProgress last = state.rollout();
    return new CutShort(
            traffic(execution.getWorkflowId() + "@" + execution.getRunId()),
            last != null && last.step() > 0)
        .undone("its rollout was terminated by hand");
  }

  private static ChildWorkflowOptions options(
      String id, FrozenRelease release, String environment) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(Attributes.MODEL, release.model())
                .set(Attributes.VERSION, release.version())
                .set(Attributes.STAGE, Stage.ROLLOUT.id())
                .build())
        .setStaticSummary(
            "%s %s to all of %s".formatted(release.model(), release.version(), environment))
        .build();
  }

  private TrafficTask traffic() {
    return traffic(self() + "@" + Workflow.getInfo().getRunId());
  }

  private TrafficTask traffic(String holder) {
    FrozenRelease release = state.release();
    return new TrafficTask(
        release.model(),
        release.rollout(),
        holder,
        state.model(),
        state.incumbent(),
        release.document());
  }
}
