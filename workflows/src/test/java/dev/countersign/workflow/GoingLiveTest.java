package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Verdict;
import dev.countersign.manifest.RolloutSpec.OnConflict;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.StepDecision;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What ends a release that people signed: its endpoint, its live traffic, a router out of reach,
 * another release.
 */
class GoingLiveTest {
  private final ReleaseHarness harness = new ReleaseHarness();
  private final ScriptedWorld world = harness.world;

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void an_endpoint_that_serves_another_model_gets_no_traffic() {
    world.parity = Verdict.FAIL;
    harness.everybodySigns(harness.start());
    assertThat(harness.result().stage()).isEqualTo(Stage.SERVING_CHECK);
    assertThat(world.calls).doesNotContain("shift internal");
  }

  @Test
  void a_breach_rolls_back_and_reads_the_router_back() {
    world.decisions.put("25 %", new StepDecision.RollBack("error-rate is 0.2"));
    harness.everybodySigns(harness.start());
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.reason()).contains("error-rate is 0.2");
    assertThat(world.calls).contains("give-back", "record ROLLED_BACK").doesNotContain("commit");
    assertThat(world.traffic.route().rest()).isEqualTo(Role.INCUMBENT);
    assertThat(world.traffic.route().candidate()).isNull();
  }

  @Test
  void a_commit_whose_answer_is_lost_is_a_release_all_the_same() {
    world.commitAnswerLost = true;
    harness.everybodySigns(harness.start());
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.traffic.incumbent()).isEqualTo(ScriptedWorld.target(ScriptedWorld.model("2")));
  }

  @Test
  void a_router_that_can_t_be_read_back_calls_people_and_is_tried_again() {
    world.decisions.put("25 %", new StepDecision.RollBack("error-rate is 0.2"));
    world.routerDown = true;
    harness.everybodySigns(harness.start());
    while (world.notices.stream().noneMatch(n -> n.subject().contains("alarm 2"))) {
      harness.server.sleep(Duration.ofMinutes(1));
    }
    world.routerDown = false;
    assertThat(harness.result().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.notices).anyMatch(n -> n.subject().contains("can't be verified (alarm 1)"));
  }

  @Test
  void a_second_rollout_of_the_model_is_refused_before_it_has_any_traffic() {
    startRolloutOfAnotherRelease();
    harness.everybodySigns(harness.start());
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.reason()).contains("another release owns the traffic");
  }

  @Test
  void a_second_rollout_that_is_told_to_queue_waits_for_the_first() {
    world.onConflict = OnConflict.QUEUE;
    startRolloutOfAnotherRelease();
    ReleaseWorkflow release = harness.start();
    harness.everybodySigns(release);
    harness.await(release, view -> world.calls.contains("await-traffic"));
    harness
        .client()
        .newUntypedWorkflowStub(RolloutWorkflow.id("production", "credit-risk"))
        .terminate("over");
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }

  private void startRolloutOfAnotherRelease() {
    var other =
        harness
            .client()
            .newUntypedWorkflowStub(
                "Sleeper",
                WorkflowOptions.newBuilder()
                    .setTaskQueue("nobody-listens")
                    .setWorkflowId(RolloutWorkflow.id("production", "credit-risk"))
                    .build());
    other.start();
  }
}
