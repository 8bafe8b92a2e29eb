package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.approval.CheckRef;
import dev.countersign.gate.Check;
import dev.countersign.rollout.WaivedCheck;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a step is left before its bake is over, or though it can't be decided. */
@Timeout(120)
class PromotionTest extends SteeredRelease {

  @Test
  void promote_takes_the_next_step_of_a_paused_rollout_and_no_more() {
    ReleaseWorkflow release = pausedAtInternal();
    assertThat(release.promote(OLGA)).contains("takes the next step");
    harness.await(release, view -> world.calls.contains("hold 25 %"));
    assertThat(world.calls).doesNotContain("shift 100 %");
    release.resume(OLGA);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void promote_cuts_the_bake_short_but_never_the_analysis() {
    world.bakesUntilStopped = true;
    world.decisions.put("internal", ScriptedWorld.UNDECIDED);
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    assertThatThrownBy(() -> release.promote(OLGA)).hasStackTraceContaining("UNDECIDED");
    assertThat(world.calls).contains("judge internal").doesNotContain("shift 25 %");
    world.decisions.remove("internal");
    assertThat(release.promote(OLGA)).contains("its checks pass");
    harness.await(release, view -> world.calls.contains("shift 25 %"));
    world.bakesUntilStopped = false;
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void a_promotion_that_the_policy_has_a_seat_sign_waits_for_that_very_seat() {
    world.promoters = List.of("tech-lead");
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    ReleaseView view = harness.await(release, v -> world.calls.contains("bake internal"));
    assertThatThrownBy(() -> release.promote(OLGA))
        .hasStackTraceContaining("SIGNATURE_NEEDED")
        .hasStackTraceContaining("tech-lead");
    CheckRef bake = CheckRef.bakeTime("internal");
    assertThatThrownBy(() -> release.waive(harness.waiver(view, bake, "legal")))
        .hasStackTraceContaining("NO_SUCH_SEAT");
    assertThatThrownBy(() -> release.promote(OLGA)).hasStackTraceContaining("SIGNATURE_NEEDED");
    release.waive(harness.waiver(view, bake, "tech-lead"));
    release.promote(OLGA);
    harness.await(release, v -> world.calls.contains("bake 25 %"));
    assertThatThrownBy(() -> release.promote(OLGA))
        .as("a signature is for one step")
        .hasStackTraceContaining("SIGNATURE_NEEDED");
    world.bakesUntilStopped = false;
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.sealed.getFirst().waivers()).hasSize(1);
  }

  @Test
  void a_promotion_that_comes_when_its_step_is_over_cuts_no_other_step_short() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    release.promote(OLGA);
    harness.await(release, view -> view.rollout().name().equals("25 %"));
    harness
        .client()
        .newWorkflowStub(
            RolloutWorkflow.class, RolloutWorkflow.id("production", ScriptedWorld.MODEL))
        .command(
            new RolloutCommand(RolloutCommand.Kind.PROMOTE, "olga", "late", 99, "internal", null));
    release.promote(OLGA);
    assertThat(count("judge 25 %")).as("what was judged to be left early").isEqualTo(1);
    harness.await(release, view -> world.calls.contains("bake 100 %"));
    world.bakesUntilStopped = false;
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(count("judge 100 %")).isZero();
  }

  @Test
  void what_was_meant_for_another_release_s_rollout_moves_nothing() {
    world.bakesUntilStopped = true;
    world.decisions.put("25 %", ScriptedWorld.UNDECIDED);
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    RolloutWorkflow rollout =
        harness
            .client()
            .newWorkflowStub(
                RolloutWorkflow.class, RolloutWorkflow.id("production", ScriptedWorld.MODEL));
    String other = "release/production/of-yesterday/1";
    rollout.command(new RolloutCommand(RolloutCommand.Kind.ABORT, "olga", "stop", 98, null, other));
    rollout.command(
        new RolloutCommand(RolloutCommand.Kind.PROMOTE, "olga", "on", 99, "internal", other));
    Instant farAway = Instant.parse("2126-11-28T00:00:00Z");
    rollout.waive(new LiveWaivers(List.of(new WaivedCheck(WaivedCheck.ANALYSIS, farAway)), other));
    assertThat(count("judge internal")).isZero();
    world.bakesUntilStopped = false;
    awaitHeld(release, "can't be decided");
    assertThat(world.calls).doesNotContain("shift 100 %");
  }

  @Test
  void a_step_that_can_t_be_decided_goes_on_by_a_waiver_of_every_seat_that_has_to() {
    world.decisions.put("25 %", ScriptedWorld.UNDECIDED);
    ReleaseWorkflow release = signed();
    ReleaseView view = awaitHeld(release, "can't be decided");
    assertThat(view.open()).extracting(Check::check).contains(WaivedCheck.ANALYSIS);
    CheckRef analysis = new CheckRef("rollout", WaivedCheck.ANALYSIS, null, null);
    release.waive(harness.waiver(view, analysis, "legal"));
    assertThat(world.calls).doesNotContain("shift 100 %");
    release.waive(harness.waiver(view, analysis, "tech-lead"));
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.watched).anyMatch(task -> !task.waived().isEmpty());
    assertThat(world.sealed.getFirst().waivers()).hasSize(2);
  }
}
