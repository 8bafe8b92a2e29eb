package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.gate.Verdict;
import dev.countersign.rollout.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an outage stops, and how people have it tried again. */
@Timeout(120)
class RetryTest extends SteeredRelease {

  @Test
  void retry_bakes_a_step_anew_that_could_not_be_decided() {
    world.undecidedTakes.put("25 %", 1);
    ReleaseWorkflow release = signed();
    awaitHeld(release, "can't be decided");
    harness.await(release, view -> world.calls.contains("await-decision 25 %"));
    assertThat(release.retry(OLGA)).contains("bakes 25 % anew");
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(count("shift 25 %")).isEqualTo(2);
  }

  @Test
  void retry_of_what_nothing_stopped_is_refused() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    assertThatThrownBy(() -> release.retry(OLGA)).hasStackTraceContaining("NOT_HELD");
    world.bakesUntilStopped = false;
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void an_outage_at_a_step_gives_everything_back_and_waits_to_be_retried() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    world.shiftDown = true;
    world.bakesUntilStopped = false;
    while (world.traffic.lease() != null) {
      harness.server.sleep(Duration.ofMinutes(1));
    }
    ReleaseView view = awaitHeld(release, "25 % could not be done: connection refused");
    assertThat(view.rollout().trafficPercent()).isZero();
    assertThatThrownBy(() -> release.promote(OLGA)).hasStackTraceContaining("HELD");
    world.shiftDown = false;
    assertThat(release.retry(OLGA)).contains("tries 25 % again");
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.traffic.incumbent()).isEqualTo(ScriptedWorld.target(ScriptedWorld.model("2")));
  }

  @Test
  void an_outage_that_nobody_retries_ends_with_the_incumbent() {
    world.progressDeadline = "2d";
    world.shiftDown = true;
    signed();
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.reason()).contains("connection refused", "nobody tried again");
    assertThat(world.traffic.route().rest()).isEqualTo(Role.INCUMBENT);
  }

  @Test
  void a_stage_that_an_outage_stops_is_held_until_somebody_has_it_tried_again() {
    world.endpointDown = true;
    ReleaseWorkflow release = signed();
    harness.server.sleep(Duration.ofMinutes(20));
    awaitHeld(release, "the endpoint is down");
    world.endpointDown = false;
    assertThat(release.retry(OLGA)).contains("serving check");
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void a_stage_that_nobody_has_tried_again_expires() {
    world.endpointDown = true;
    signed();
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(result.stage()).isEqualTo(Stage.SERVING_CHECK);
  }

  @Test
  void an_endpoint_that_does_not_answer_holds_the_serving_check() {
    world.parity = Verdict.INCONCLUSIVE;
    ReleaseWorkflow release = signed();
    awaitHeld(release, "serving-parity");
    world.parity = Verdict.PASS;
    release.retry(OLGA);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }
}
