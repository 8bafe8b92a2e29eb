package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.manifest.RolloutSpec;
import dev.countersign.rollout.StepDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a rollout waits for without going on, and how long at most. */
@Timeout(120)
class StandStillTest extends SteeredRelease {

  @Test
  void no_step_is_begun_in_a_freeze_and_everybody_can_see_why() {
    world.freezes =
        List.of(
            new RolloutSpec.Freeze(
                in(Duration.ofHours(-1)).toString(), in(Duration.ofHours(5)).toString(), "sale"));
    ReleaseWorkflow release = signed();
    ReleaseView view = awaitHeld(release, "frozen until");
    assertThat(view.rollout().held()).contains("sale", "before step internal");
    assertThat(world.calls).doesNotContain("shift internal");
    assertThatThrownBy(() -> release.promote(OLGA)).hasStackTraceContaining("FROZEN");
    assertThat(world.calls).doesNotContain("shift internal");
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(harness.server.currentTimeMillis())
        .isGreaterThanOrEqualTo(Instant.parse(world.freezes.getFirst().until()).toEpochMilli());
  }

  @Test
  void a_freeze_between_two_steps_holds_the_lease_and_never_a_rollback() {
    world.bakesUntilStopped = true;
    Instant from = in(Duration.ofSeconds(15));
    world.freezes =
        List.of(new RolloutSpec.Freeze(from.toString(), in(Duration.ofHours(99)).toString(), null));
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    harness.await(release, view -> in(Duration.ZERO).isAfter(from));
    world.bakesUntilStopped = false;
    awaitHeld(release, "frozen until");
    harness.await(release, view -> world.calls.contains("hold internal"));
    assertThat(world.calls).doesNotContain("shift 25 %");
    world.breaches.put("internal", new StepDecision.RollBack("error-rate is 0.4"));
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.reason()).contains("error-rate is 0.4");
    assertThat(harness.server.currentTimeMillis())
        .isLessThan(Instant.parse(world.freezes.getFirst().until()).toEpochMilli());
  }

  @Test
  void a_freeze_that_outlasts_the_progress_deadline_ends_the_rollout() {
    world.progressDeadline = "2d";
    world.freezes =
        List.of(
            new RolloutSpec.Freeze(
                in(Duration.ofHours(-1)).toString(),
                in(Duration.ofDays(9)).toString(),
                "holidays"));
    signed();
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.reason()).contains("stood still", "holidays", "2 d");
    assertThat(world.calls).doesNotContain("shift internal");
  }

  @Test
  void a_pause_that_nobody_ends_gives_everything_back_at_the_progress_deadline() {
    world.progressDeadline = "5s";
    ReleaseWorkflow release = pausedAtInternal();
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.reason()).contains("stood still", "paused", "5 s");
    assertThat(world.traffic.route().candidate()).isNull();
    assertThat(release.status().rollout().trafficPercent()).isZero();
  }

  @Test
  void a_release_that_is_paused_before_a_stage_expires() {
    world.progressDeadline = "1d";
    ReleaseWorkflow release = harness.start();
    harness.asked(release);
    release.pause(OLGA);
    harness.everybodySigns(release);
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(result.reason()).contains("paused for 1 d");
  }
}
