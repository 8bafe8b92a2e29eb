package dev.countersign.workflow;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every way a release may move from one stage to the next or to its outcome. The workflow moves by
 * this table only; documentation and tests are made from it.
 */
public final class StageTable {

  /**
   * One way to move.
   *
   * @param from the stage that ended
   * @param how how it ended
   * @param next the stage that follows, or null when the release ends
   * @param outcome the outcome, or null when the release goes on
   */
  public record Transition(
      Stage from, Ended how, @Nullable Stage next, @Nullable Outcome outcome) {}

  private static final Set<Stage> SKIPPABLE =
      EnumSet.of(Stage.DATA_BOARD, Stage.MITIGATION, Stage.TRAINING, Stage.DEPLOYMENT_BOARD);

  private static final Set<Stage> WARNABLE =
      EnumSet.of(
          Stage.DATA_AUDIT,
          Stage.MITIGATION,
          Stage.EVALUATION,
          Stage.EXPLAINABILITY,
          Stage.ADVERSARIAL,
          Stage.MODEL_CARD);

  private static final List<Transition> TRANSITIONS = transitions();

  private StageTable() {}

  /** All of them, in the order of the flow. */
  public static List<Transition> all() {
    return TRANSITIONS;
  }

  /** The way to move when {@code from} ended like that, or empty when the table knows none. */
  public static Optional<Transition> after(Stage from, Ended how) {
    return TRANSITIONS.stream().filter(t -> t.from() == from && t.how() == how).findFirst();
  }

  private static List<Transition> transitions() {
    List<Transition> all = new ArrayList<>();
    Stage[] stages = Stage.values();
    for (int i = 0; i < stages.length; i++) {
      Stage stage = stages[i];
      boolean last = i == stages.length - 1;
      @Nullable Stage next = last ? null : stages[i + 1];
      @Nullable Outcome done = last ? Outcome.RELEASED : null;
      all.add(new Transition(stage, Ended.PASSED, next, done));
      if (WARNABLE.contains(stage)) {
        all.add(new Transition(stage, Ended.WARNED, next, done));
      }
      if (SKIPPABLE.contains(stage)) {
        all.add(new Transition(stage, Ended.SKIPPED, next, done));
      }
      all.add(
          new Transition(stage, Ended.FAILED, null, last ? Outcome.ROLLED_BACK : Outcome.REJECTED));
      if (last) {
        all.add(new Transition(stage, Ended.REFUSED, null, Outcome.REJECTED));
      }
      if (stage == Stage.SERVING_CHECK) {
        all.add(new Transition(stage, Ended.ALTERED, Stage.DATA_BOARD, null));
      }
      all.add(new Transition(stage, Ended.EXPIRED, null, Outcome.EXPIRED));
      all.add(new Transition(stage, Ended.ABORTED, null, Outcome.ABORTED));
    }
    return List.copyOf(all);
  }
}
