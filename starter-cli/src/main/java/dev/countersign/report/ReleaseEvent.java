package dev.countersign.report;

import dev.countersign.approval.SignOffRequest;
import dev.countersign.gate.Check;
import dev.countersign.manifest.RiskTier;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.RolloutProgress;
import dev.countersign.workflow.Stage;
import dev.countersign.workflow.StageView;
import dev.countersign.workflow.StageView.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that happened between two looks at a release. */
public sealed interface ReleaseEvent {
  /** The manifest was accepted. */
  record Accepted(String model, String version, RiskTier risk) implements ReleaseEvent {}

  /** A stage began. */
  record StageStarted(StageView stage) implements ReleaseEvent {}

  /** A stage ended. */
  record StageEnded(StageView stage) implements ReleaseEvent {}

  /** A board was asked. */
  record Asked(SignOffRequest request) implements ReleaseEvent {}

  /** Somebody signed; in a sentence. */
  record Signed(String sentence) implements ReleaseEvent {}

  /** A gate is inconclusive and waits for a person. */
  record Held(StageView stage, List<Check> checks) implements ReleaseEvent {}

  /** The rollout went on. */
  record Moved(RolloutProgress progress) implements ReleaseEvent {}

  /** The rollout goes on and warns of something; in a sentence. */
  record Warned(String sentence) implements ReleaseEvent {}

  /** People paused or resumed it. */
  record Paused(boolean paused) implements ReleaseEvent {}

  /** What happened from {@code before} to {@code now}, in order; null for the first look. */
  static List<ReleaseEvent> between(@Nullable ReleaseView before, ReleaseView now) {
    List<ReleaseEvent> events = new ArrayList<>();
    if (now.risk() != null && (before == null || before.risk() == null)) {
      events.add(
          new Accepted(
              Objects.requireNonNullElse(now.model(), "?"),
              Objects.requireNonNullElse(now.version(), "?"),
              now.risk()));
    }
    if (before != null && before.paused() != now.paused()) {
      events.add(new Paused(now.paused()));
    }
    now.signed().stream()
        .skip(before == null ? 0 : before.signed().size())
        .forEach(sentence -> events.add(new Signed(sentence)));
    Map<Stage, StageView> earlier = new EnumMap<>(Stage.class);
    if (before != null) {
      before.stages().forEach(stage -> earlier.put(stage.stage(), stage));
    }
    for (StageView stage : now.stages()) {
      addStage(events, earlier.get(stage.stage()), stage, before, now);
    }
    return events;
  }

  private static void addStage(
      List<ReleaseEvent> events,
      @Nullable StageView was,
      StageView is,
      @Nullable ReleaseView before,
      ReleaseView now) {
    boolean started = is.status() != Status.TO_COME;
    if (started && (was == null || was.status() == Status.TO_COME)) {
      events.add(new StageStarted(is));
    }
    if (is.status() == Status.WAITING
        && now.asked() != null
        && (before == null || before.asked() == null)) {
      events.add(new Asked(now.asked()));
    }
    if (is.status() == Status.HELD && (was == null || was.status() != Status.HELD)) {
      events.add(new Held(is, now.open()));
    }
    if (is.stage() == Stage.ROLLOUT
        && now.rollout() != null
        && !now.rollout().equals(before == null ? null : before.rollout())) {
      events.add(new Moved(now.rollout()));
      List<String> said =
          before == null || before.rollout() == null ? List.of() : before.rollout().warnings();
      now.rollout().warnings().stream()
          .filter(warning -> !said.contains(warning))
          .forEach(warning -> events.add(new Warned(warning)));
    }
    if (is.endedAt() != null && (was == null || was.endedAt() == null)) {
      events.add(new StageEnded(is));
    }
  }
}
