package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.passport.EntryKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rollback, rehearsed. */
@Timeout(120)
class DrillTest extends SteeredRelease {

  @Test
  void a_drill_really_gives_everything_back_times_it_and_takes_the_step_again() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    DrillReport report = release.drill(new Drilling(OLGA, true));
    assertThat(report.step()).isEqualTo("internal");
    assertThat(report.observed().settled()).isTrue();
    assertThat(report.probe()).contains("version 1");
    assertThat(report.took()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    harness.await(release, view -> count("shift internal") == 2);
    assertThat(world.calls).containsSubsequence("shift internal", "give-back", "shift internal");
    world.bakesUntilStopped = false;
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.sealed.getFirst().log().entries())
        .anyMatch(
            entry ->
                entry.kind() == EntryKind.COMPENSATION
                    && String.valueOf(entry.summary()).contains("verified in"));
  }

  @Test
  void a_drill_that_is_told_to_end_there_ends_the_release() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    assertThat(release.drill(new Drilling(OLGA, false)).resumes()).isFalse();
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(result.reason()).contains("drill by olga");
    assertThat(world.traffic.route().candidate()).isNull();
    assertThat(count("shift internal")).isEqualTo(1);
  }

  @Test
  void a_drill_without_live_traffic_is_refused() {
    ReleaseWorkflow release = harness.start();
    harness.asked(release);
    assertThatThrownBy(() -> release.drill(new Drilling(OLGA, true)))
        .hasStackTraceContaining("NOT_ROLLING_OUT");
  }
}
