package dev.countersign.workflow;

import dev.countersign.passport.EntryKind;
import dev.countersign.workflow.StageTable.Transition;
import io.temporal.failure.TemporalFailure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a release through one stage: shows it, runs it so that it can be stopped, moves by the
 * table.
 */
final class StageRunner {
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
      control.awaitGoOn();
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
    } catch (ReleaseStopped stopped) {
      return new StageEnd(stopped.how(), stopped.reason());
    } catch (TemporalFailure failure) {
      return control.aborted() || Failures.isCancellation(failure)
          ? new StageEnd(Ended.ABORTED, control.abortedInWords())
          : new StageEnd(Ended.FAILED, "could not be done: " + Failures.inWords(failure));
    }
  }
}
