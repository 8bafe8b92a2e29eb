package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Verdict;
import dev.countersign.manifest.RolloutSpec;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.StepDecision;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets the traffic when a rollout has to let go of it. */
@Timeout(120)
class GivenBackTest extends SteeredRelease {

  @Test
  void where_both_models_misbehave_the_declared_fallback_gets_everything() {
    world.decisions.put("25 %", new StepDecision.Degrade("error-rate is 0.3; the incumbent too"));
    signed();
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.reason()).contains("the incumbent too");
    assertThat(world.traffic.route().rest()).isEqualTo(Role.FALLBACK);
    assertThat(world.traffic.former()).isEqualTo(ScriptedWorld.target(ScriptedWorld.model("1")));
    assertThat(world.notices)
        .anyMatch(n -> n.subject().contains("Neither model") && n.body().contains("people"));
    assertThat(world.outcomes.getLast().observed())
        .as("what the registry is told")
        .satisfies(
            observed -> {
              assertThat(observed.route().incumbent()).isNull();
              assertThat(observed.former()).isEqualTo(world.traffic.former());
            });
  }

  @Test
  void a_model_exchanged_behind_the_endpoint_is_found_at_the_next_step() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    world.parity = Verdict.FAIL;
    world.bakesUntilStopped = false;
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.reason()).contains("serving-parity at step 25 %");
    assertThat(world.calls)
        .containsSubsequence("shift 25 %", "give-back")
        .doesNotContain("bake 25 %");
    assertThat(world.traffic.route().candidate()).isNull();
  }

  @Test
  void people_are_told_the_exact_command_where_the_router_can_t_be_reached() {
    world.decisions.put("25 %", new StepDecision.RollBack("error-rate is 0.2"));
    world.routerDown = true;
    signed();
    while (world.notices.stream().noneMatch(n -> n.subject().contains("alarm 1"))) {
      harness.server.sleep(Duration.ofMinutes(1));
    }
    world.routerDown = false;
    assertThat(harness.result().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.notices)
        .anyMatch(n -> n.body().contains("run: router give-back --generation"));
  }

  @Test
  void a_release_that_supersedes_has_the_other_undo_itself_first() {
    world.onConflict = RolloutSpec.OnConflict.SUPERSEDE;
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = harness.start();
    harness.asked(release);
    OtherRollout other = OtherRollout.start(harness, world);
    harness.await(release, view -> world.calls.contains("bake internal"));
    harness.everybodySigns(release);
    RolloutResult undone = other.result();
    assertThat(undone.ended()).isEqualTo(Ended.ABORTED);
    assertThat(undone.reason()).contains("superseded by credit-risk/2");
    assertThat(undone.observed().settled()).isTrue();
    world.bakesUntilStopped = false;
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.RELEASED);
    assertThat(world.calls)
        .containsSubsequence("shift internal", "give-back", "shift internal", "commit");
  }
}
