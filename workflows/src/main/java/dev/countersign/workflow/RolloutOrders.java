package dev.countersign.workflow;

import dev.countersign.rollout.WaivedCheck;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people have told a rollout, until it has done it. */
final class RolloutOrders {

  /** A command that is answered, and when it came. */
  record Waiting(RolloutCommand command, Instant since) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private List<WaivedCheck> waived;
  private boolean waivedAnew;
  private boolean paused;
  private @Nullable RolloutCommand abort;

  RolloutOrders(List<WaivedCheck> waived) {
    this.waived = waived;
  }

  void take(RolloutCommand command) {
    switch (command.kind()) {
      case PAUSE -> paused = true;
      case RESUME -> paused = false;
      case ABORT -> abort = command;
      case PROMOTE, RETRY, DRILL, DRILL_AND_END ->
          waiting.add(new Waiting(command, ReleaseState.now()));
    }
  }

  void waive(List<WaivedCheck> checks) {
    waived = checks;
    waivedAnew = true;
  }

  boolean paused() {
    return paused;
  }

  /** The waivers as they stand; from now on only further ones are news. */
  List<WaivedCheck> waived() {
    waivedAnew = false;
    return waived;
  }

  /** Whether whatever runs or waits has to look up. */
  boolean pending() {
    return abort != null || waivedAnew || !waiting.isEmpty();
  }

  /** The next command that is to be answered, or null. */
  @Nullable Waiting next() {
    return waiting.poll();
  }

  void stopIfAborted() {
    RolloutCommand command = abort;
    if (command != null) {
      throw new ReleaseStopped(
          Ended.ABORTED, "aborted by " + command.by() + ": " + command.reason());
    }
  }
}
