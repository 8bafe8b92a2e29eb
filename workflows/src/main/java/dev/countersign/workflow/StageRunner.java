package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.passport.EntryKind;
import dev.countersign.rollout.RolloutPlan;
import dev.countersign.workflow.StageTable.Transition;
import dev.countersign.workflow.StageView.Status;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a release through one stage: shows it, runs it so that it can be stopped, moves by the
 * table.
 */
final class StageRunner {
  /** How long a stage is held before anything is frozen that says otherwise. */
  private static final Duration BEFORE_INTAKE = Duration.ofDays(1);

  private final ReleaseState state;
  private final Control control;
  private final OperatorView view;

  StageRunner(ReleaseState state, Control control, OperatorView view) {
    this.state = state;
    this.control = control;
    this.view = view;
  }

  /**
   * Runs a stage.
   *
   * @throws ReleaseStopped when the release ends with it, other than released
   */
  void run(Stage stage, Supplier<StageEnd> body) {
    if (state.progress().current() != stage) {
      throw new IllegalStateException("at " + state.progress().current() + ", not at " + stage);
    }
    StageEnd end = end(body);
    Transition transition = state.progress().end(end.how(), ReleaseState.now(), end.headline());
    state.note(EntryKind.STAGE_ENDED, stage.id(), end.how() + ": " + end.headline());
    view.describe(control.paused());
    if (!end.how().goesOn()) {
      throw new ReleaseStopped(
          end.how(), "%s at %s: %s".formatted(transition.outcome(), stage.title(), end.headline()));
    }
  }

  private StageEnd end(Supplier<StageEnd> body) {
    try {
      while (true) {
        try {
          control.awaitGoOn(longestPause());
          return once(body);
        } catch (StageHeld held) {
          hold(held.reason());
        } catch (ActivityFailure failure) {
          if (control.aborted() || !Failures.isOutage(failure)) {
            throw failure;
          }
          hold(Failures.inWords(failure));
        }
      }
    } catch (ReleaseStopped stopped) {
      return new StageEnd(stopped.how(), stopped.reason());
    } catch (TemporalFailure failure) {
      return control.aborted() || Failures.isCancellation(failure)
          ? new StageEnd(Ended.ABORTED, control.abortedInWords())
          : new StageEnd(Ended.FAILED, "could not be done: " + Failures.inWords(failure));
    }
  }

  private StageEnd once(Supplier<StageEnd> body) {
    state.progress().running(ReleaseState.now(), "");
    view.stage(state.progress().current());
    view.describe(control.paused());
    @Nullable StageEnd[] end = new StageEnd[1];
    control.interruptible(() -> end[0] = body.get());
    StageEnd came = end[0];
    if (came == null) {
      throw new IllegalStateException("a stage must say how it ended");
    }
    return came;
  }

  /**
   * Something the stage needs could not be reached: an operator has it tried again, or it expires.
   */
  private void hold(String why) {
    Duration patience = longestHold();
    state.note(EntryKind.STAGE_ENDED, state.progress().current().id(), "held: " + why);
    state
        .progress()
        .waiting(
            Status.HELD,
            ReleaseState.now(),
            "could not be done: %s. `countersign release retry` within %s, or it expires"
                .formatted(why, Words.of(patience)));
    view.awaiting(List.of("retry"));
    view.describe(control.paused());
    boolean again = control.awaitRetry(patience, why);
    view.awaiting(List.of());
    if (!again) {
      throw new ReleaseStopped(Ended.EXPIRED, "nobody tried again: " + why);
    }
  }

  private Duration longestHold() {
    FrozenRelease release = state.releaseIfFrozen();
    return release == null ? BEFORE_INTAKE : release.holdDeadline();
  }

  private Duration longestPause() {
    FrozenRelease release = state.releaseIfFrozen();
    return release == null
        ? RolloutPlan.DEFAULT_PROGRESS_DEADLINE
        : release.rollout().plan().progressDeadline();
  }
}
