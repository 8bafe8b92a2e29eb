package dev.countersign.workflow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** What operators have asked of a release: to hold, to go on, to stop. */
final class Control {
  private boolean paused;
  private @Nullable Command abort;
  private @Nullable CancellationScope running;

  boolean paused() {
    return paused;
  }

  boolean aborted() {
    return abort != null;
  }

  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
  }

  /** Stops the release; {@code interrupt} ends what is running at once. */
  void abort(Command command, boolean interrupt) {
    abort = command;
    if (interrupt && running != null) {
      running.cancel("aborted");
    }
  }

  /** Runs {@code body} so that an abort can end it. */
  void interruptible(Runnable body) {
    CancellationScope scope = Workflow.newCancellationScope(body);
    running = scope;
    scope.run();
    running = null;
  }

  /** Waits while paused. */
  void awaitGoOn() {
    Workflow.await(() -> !paused || aborted());
    stopIfAborted();
  }

  void stopIfAborted() {
    if (abort != null) {
      throw new ReleaseStopped(Ended.ABORTED, abortedInWords());
    }
  }

  String abortedInWords() {
    Command command = abort;
    if (command == null) {
      return "cancelled";
    }
    return "aborted by "
        + command.person()
        + (command.reason() == null ? "" : ": " + command.reason());
  }
}
