package dev.countersign.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.manifest.RolloutSpec;
import dev.countersign.manifest.RolloutSpec.Freeze;
import dev.countersign.manifest.RolloutSpec.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimetableTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  @Test
  void withoutFreezesEachStepFollowsTheBakeBeforeIt() {
    Timetable timetable = Timetable.of(plan("7d"), NOON);
    assertThat(timetable.stages())
        .extracting(Timetable.Stage::begins)
        .containsExactly(NOON, NOON.plus(Duration.ofHours(1)), NOON.plus(Duration.ofHours(2)));
    assertThat(timetable.stages().getFirst().undecidedUntil())
        .isEqualTo(NOON.plus(Duration.ofHours(2)));
    assertThat(timetable.ends()).isEqualTo(NOON.plus(Duration.ofHours(3)));
    assertThat(timetable.stopped()).isNull();
  }

  @Test
  void aFreezeHoldsTheStepItFallsOnAndIsNamed() {
    Freeze evening = new Freeze("2026-12-01T12:30:00Z", "2026-12-01T18:00:00Z", "evening");
    Freeze overlapping = new Freeze("2026-12-01T17:00:00Z", "2026-12-01T20:00:00Z", null);
    Timetable timetable = Timetable.of(plan("7d", evening, overlapping), NOON);
    assertThat(timetable.stages().get(0).waits()).isEmpty();
    Timetable.Stage second = timetable.stages().get(1);
    assertThat(second.begins()).isEqualTo(Instant.parse("2026-12-01T20:00:00Z"));
    assertThat(second.waits()).extracting(FreezeWindow::reason).containsExactly("evening", null);
  }

  @Test
  void aFreezeThatOutlastsTheProgressDeadlineEndsItWithEverythingGivenBack() {
    Freeze holidays = new Freeze("2026-12-01T13:30:00Z", "2027-01-04T06:00:00Z", "holidays");
    Timetable timetable = Timetable.of(plan("3d", holidays), NOON);
    assertThat(timetable.stages()).hasSize(2);
    assertThat(timetable.ends()).isEqualTo(Instant.parse("2026-12-04T14:00:00Z"));
    assertThat(timetable.stopped()).contains("before 100 %", "holidays", "2027-01-04T06:00:00Z");
  }

  @Test
  void theCommitWaitsForTheEndOfAFreezeToo() {
    Freeze night = new Freeze("2026-12-01T14:30:00Z", "2026-12-02T06:00:00Z", null);
    Timetable timetable = Timetable.of(plan("7d", night), NOON);
    assertThat(timetable.stages()).hasSize(3);
    assertThat(timetable.ends()).isEqualTo(Instant.parse("2026-12-02T06:00:00Z"));
  }

  @Property
  void noStepBeginsInAWindowAndNoneBeforeTheOneBeforeItIsBaked(
      @ForAll @IntRange(min = 0, max = 200) int from,
      @ForAll @IntRange(min = 1, max = 200) int minutes) {
    Instant opens = NOON.plus(Duration.ofMinutes(from));
    RolloutPlan plan =
        plan("7d")
            .frozenAlso(
                List.of(new FreezeWindow(opens, opens.plus(Duration.ofMinutes(minutes)), null)));
    Timetable timetable = Timetable.of(plan, NOON);
    Instant free = NOON;
    for (Timetable.Stage stage : timetable.stages()) {
      assertThat(plan.frozen(stage.begins())).isEmpty();
      assertThat(stage.begins()).isAfterOrEqualTo(free);
      free = stage.baked();
    }
    assertThat(plan.frozen(timetable.ends())).isEmpty();
    assertThat(timetable.ends()).isAfterOrEqualTo(free);
  }

  private static RolloutPlan plan(String deadline, Freeze... freezes) {
    return RolloutPlan.of(
        new RolloutSpec(
            "production",
            null,
            Map.of("embedded", Map.of()),
            Map.of("embedded", Map.of()),
            List.of(
                new Step("internal", 0, "1h", null),
                new Step(null, 25, "1h", null),
                new Step(null, 100, "1h", null)),
            List.of(freezes),
            deadline,
            null,
            List.of()),
        Map.of());
  }
}
