package dev.countersign.report;

import dev.countersign.workflow.StageView;
import dev.countersign.workflow.StageView.Status;
import java.time.Duration;
import java.util.Optional;

/** What a stage is doing, in a word and in a mark. */
public final class StageWords {
  private StageWords() {}

  public static String of(Status status) {
    return switch (status) {
      case TO_COME -> "to come";
      case RUNNING -> "running";
      case WAITING -> "waiting for signatures";
      case HELD -> "held for a decision";
      case PASSED -> "passed";
      case WARNED -> "passed with warnings";
      case SKIPPED -> "nothing to do";
      case FAILED -> "failed";
      case REFUSED -> "refused";
      case EXPIRED -> "expired";
      case ABORTED -> "aborted";
    };
  }

  public static String mark(Status status) {
    return switch (status) {
      case TO_COME -> "·";
      case RUNNING -> "▸";
      case WAITING, HELD -> "?";
      case PASSED -> "✓";
      case WARNED -> "!";
      case SKIPPED -> "–";
      case FAILED, REFUSED, EXPIRED, ABORTED -> "✗";
    };
  }

  /** How long it took, once it ended. */
  public static Optional<Duration> took(StageView stage) {
    return stage.startedAt() == null || stage.endedAt() == null
        ? Optional.empty()
        : Optional.of(Duration.between(stage.startedAt(), stage.endedAt()));
  }
}
