package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countersign.manifest.Golden;
import dev.countersign.workflow.StageTable.Transition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StageTableTest {
  private static final Instant NOW = Instant.EPOCH;

  @Test
  void theDiagramIsUpToDate() {
    Golden.check("stages.md", StagePage.text());
  }

  static List<Transition> transitions() {
    return StageTable.all();
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void everyTransitionCanBeReachedAndDoesWhatTheTableSays(Transition transition) {
    ReleaseProgress progress = at(transition.from());
    progress.end(transition.how(), NOW, "so it ended");
    assertThat(progress.outcome()).isEqualTo(transition.outcome());
    assertThat(progress.current())
        .isEqualTo(Objects.requireNonNullElse(transition.next(), transition.from()));
  }

  record Move(Stage from, Ended how) {}

  static Stream<Move> movesThatTheTableLeavesOut() {
    return Stream.of(Stage.values())
        .flatMap(stage -> Stream.of(Ended.values()).map(how -> new Move(stage, how)))
        .filter(move -> StageTable.after(move.from(), move.how()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("movesThatTheTableLeavesOut")
  void noOtherMoveIsPossible(Move move) {
    ReleaseProgress progress = at(move.from());
    assertThatIllegalStateException()
        .isThrownBy(() -> progress.end(move.how(), NOW, "so it ended"))
        .withMessageContaining(move.from().toString());
  }

  @Test
  void oneWayToEndAStageLeadsToOneEnd() {
    Map<Move, Long> ways =
        StageTable.all().stream()
            .collect(
                Collectors.groupingBy(t -> new Move(t.from(), t.how()), Collectors.counting()));
    assertThat(ways.values()).containsOnly(1L);
  }

  @Test
  void everyStageCanFailAndBeAborted() {
    for (Stage stage : Stage.values()) {
      assertThat(StageTable.after(stage, Ended.FAILED)).as("%s", stage).isPresent();
      assertThat(StageTable.after(stage, Ended.ABORTED)).as("%s", stage).isPresent();
    }
  }

  @Test
  void whatGoesOnHasANextStageOrIsReleasedAndWhatDoesNotHasAnotherOutcome() {
    for (Transition transition : StageTable.all()) {
      if (transition.how().goesOn()) {
        assertThat(transition.next() != null ^ transition.outcome() == Outcome.RELEASED).isTrue();
      } else {
        assertThat(transition.next()).isNull();
        assertThat(transition.outcome()).isNotNull().isNotEqualTo(Outcome.RELEASED);
      }
    }
  }

  @Test
  void everyOutcomeCanComeAbout() {
    assertThat(
            StageTable.all().stream()
                .map(Transition::outcome)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Outcome.values());
  }

  @Test
  void onlyWhatHadTrafficIsRolledBack() {
    assertThat(StageTable.all())
        .filteredOn(t -> t.outcome() == Outcome.ROLLED_BACK)
        .extracting(Transition::from)
        .containsOnly(Stage.ROLLOUT);
  }

  @Test
  void goingBackForgetsWhatIsToBeDoneAgain() {
    ReleaseProgress progress = at(Stage.SERVING_CHECK);
    progress.end(Ended.ALTERED, NOW, "the data was altered");
    assertThat(progress.stage(Stage.INTAKE).status()).isEqualTo(StageView.Status.PASSED);
    Set<Stage> again = EnumSet.range(Stage.DATA_BOARD, Stage.ROLLOUT);
    assertThat(progress.stages())
        .filteredOn(view -> again.contains(view.stage()))
        .extracting(StageView::status)
        .containsOnly(StageView.Status.TO_COME);
  }

  /** A release that has come to a stage by the table, the shortest way. */
  private static ReleaseProgress at(Stage stage) {
    ReleaseProgress progress = new ReleaseProgress();
    for (Transition step : shortestWayTo(stage)) {
      progress.end(step.how(), NOW, "so it ended");
    }
    assertThat(progress.current()).isEqualTo(stage);
    return progress;
  }

  private static List<Transition> shortestWayTo(Stage stage) {
    Map<Stage, List<Transition>> ways = new HashMap<>(Map.of(Stage.INTAKE, List.of()));
    Deque<Stage> open = new ArrayDeque<>(List.of(Stage.INTAKE));
    while (!ways.containsKey(stage)) {
      Stage from = open.remove();
      for (Transition next : StageTable.all()) {
        if (next.from() == from && next.next() != null && !ways.containsKey(next.next())) {
          ways.put(next.next(), Stream.concat(ways.get(from).stream(), Stream.of(next)).toList());
          open.add(next.next());
        }
      }
    }
    return ways.get(stage);
  }
}
