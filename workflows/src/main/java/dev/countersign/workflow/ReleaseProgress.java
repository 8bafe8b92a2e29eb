package dev.countersign.workflow;

import dev.countersign.gate.EvidenceRef;
import dev.countersign.workflow.StageTable.Transition;
import dev.countersign.workflow.StageView.Status;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a release is. Moves by {@link StageTable} only. */
final class ReleaseProgress {
  private final Map<Stage, StageView> stages = new EnumMap<>(Stage.class);
  private Stage current = Stage.INTAKE;
  private @Nullable Outcome outcome;

  ReleaseProgress() {
    for (Stage stage : Stage.values()) {
      stages.put(stage, toCome(stage));
    }
  }

  Stage current() {
    return current;
  }

  @Nullable Outcome outcome() {
    return outcome;
  }

  List<StageView> stages() {
    return List.copyOf(stages.values());
  }

  StageView stage(Stage stage) {
    StageView view = stages.get(stage);
    if (view == null) {
      throw new IllegalStateException("no stage " + stage);
    }
    return view;
  }

  /** The current stage begins, or goes on after waiting. */
  void running(Instant now, String headline) {
    note(Status.RUNNING, now, headline, stage(current).evidence());
  }

  /** The current stage waits for people. */
  void waiting(Status how, Instant now, String headline) {
    note(how, now, headline, stage(current).evidence());
  }

  private void note(Status status, Instant now, String headline, List<EvidenceRef> evidence) {
    StageView before = stage(current);
    Instant started = before.startedAt() == null ? now : before.startedAt();
    stages.put(current, new StageView(current, status, headline, started, null, evidence));
  }

  /** The current stage has found something that can be looked at already. */
  void found(List<EvidenceRef> evidence) {
    StageView before = stage(current);
    stages.put(
        current,
        new StageView(
            current, before.status(), before.headline(), before.startedAt(), null, evidence));
  }

  /**
   * The current stage ended like that.
   *
   * @throws IllegalStateException if the table knows no such way to move
   */
  Transition end(Ended how, Instant now, String headline) {
    Transition transition =
        StageTable.after(current, how)
            .orElseThrow(() -> new IllegalStateException(current + " can't end " + how));
    StageView before = stage(current);
    Instant started = before.startedAt() == null ? now : before.startedAt();
    stages.put(
        current, new StageView(current, statusOf(how), headline, started, now, before.evidence()));
    if (transition.next() != null) {
      beginAgainFrom(transition.next());
      current = transition.next();
    }
    outcome = transition.outcome();
    return transition;
  }

  /** Going back, what was done from there on is to be done again. */
  private void beginAgainFrom(Stage next) {
    for (Stage stage : Stage.values()) {
      if (next.compareTo(current) < 0 && stage.compareTo(next) >= 0) {
        stages.put(stage, toCome(stage));
      }
    }
  }

  private static StageView toCome(Stage stage) {
    return new StageView(stage, Status.TO_COME, null, null, null, List.of());
  }

  private static Status statusOf(Ended how) {
    return switch (how) {
      case PASSED -> Status.PASSED;
      case WARNED -> Status.WARNED;
      case SKIPPED -> Status.SKIPPED;
      case FAILED -> Status.FAILED;
      case REFUSED -> Status.REFUSED;
      case EXPIRED -> Status.EXPIRED;
      case ABORTED -> Status.ABORTED;
      case ALTERED -> Status.TO_COME;
    };
  }
}
