package dev.countersign.workflow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What operators have asked of a release: to hold, to go on, to stop. */
final class Control {
  private boolean paused;
  private boolean stopped;
  private boolean retry;
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

  /**
   * Waits while paused.
   *
   * @throws ReleaseStopped when it is paused longer than {@code longest}
   */
  void awaitGoOn(Duration longest) {
    Waiting.until(ReleaseState.now().plus(longest), "paused", () -> !paused || aborted());
    stopIfAborted();
    if (paused) {
      throw new ReleaseStopped(
          Ended.EXPIRED, "paused for " + Words.of(longest) + ", and nobody resumed it");
    }
  }

  /** Whether an outage stopped the release, so that it can be told to try again. */
  boolean stopped() {
    return stopped;
  }

  void retry() {
    retry = true;
  }

  /** Waits until somebody has the stage tried again; false when nobody does. */
  boolean awaitRetry(Duration longest, String why) {
    stopped = true;
    retry = false;
    Waiting.until(ReleaseState.now().plus(longest), why, () -> retry || aborted());
    stopped = false;
    stopIfAborted();
    return retry;
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
