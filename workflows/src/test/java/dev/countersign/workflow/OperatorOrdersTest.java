package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.approval.Decision;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.passport.EntryKind;
import io.temporal.client.WorkflowUpdateException;
import org.junit.jupiter.api.Test;

/** What operators tell a release: hold, go on, take the next step, stop. */
class OperatorOrdersTest extends SteeredRelease {

  @Test
  void an_abort_during_the_rollout_gives_everything_back() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> view.rollout() != null);
    release.abort(new Command("olga", "wrong model"));
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(result.reason()).contains("olga", "wrong model");
    assertThat(world.traffic.route().candidate()).isNull();
  }

  @Test
  void an_abort_while_people_are_asked_ends_the_release() {
    ReleaseWorkflow release = harness.start();
    harness.asked(release);
    release.abort(new Command("olga", null));
    assertThat(harness.result().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(world.calls).contains("seal", "record ABORTED").doesNotContain("shift internal");
    assertThat(release.status().asked()).isNull();
    var attributes = harness.client().newUntypedWorkflowStub(ReleaseHarness.ID).describe();
    assertThat(attributes.getTypedSearchAttributes().get(Attributes.AWAITING)).isNull();
    assertThat(attributes.getTypedSearchAttributes().get(Attributes.OUTCOME)).isEqualTo("ABORTED");
  }

  @Test
  void cancelling_the_workflow_in_mid_rollout_gives_everything_back() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> view.rollout() != null);
    harness.client().newUntypedWorkflowStub(ReleaseHarness.ID).cancel();
    ReleaseView view = harness.await(release, v -> v.passport() != null);
    assertThat(view.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(view.reason()).contains("the release was cancelled");
    assertThat(world.traffic.route().candidate()).isNull();
  }

  @Test
  void promote_ends_the_step_s_wait() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    release.promote(new Command("olga", "seen enough"));
    world.bakesUntilStopped = false;
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void a_paused_release_holds_until_resumed_and_says_so() {
    ReleaseWorkflow release = harness.start();
    SignOffRequest request = harness.asked(release);
    release.pause(new Command("olga", "lunch"));
    assertThatThrownBy(() -> release.pause(new Command("olga", "again")))
        .hasStackTraceContaining("PAUSED");
    release.sign(harness.paper(request, "legal", Decision.APPROVE));
    release.sign(harness.paper(request, "tech-lead", Decision.APPROVE));
    ReleaseView view = harness.await(release, v -> v.stage() == Stage.SERVING_CHECK);
    assertThat(view.paused()).isTrue();
    assertThat(world.calls).doesNotContain("serving-check");
    release.resume(new Command("olga", "back"));
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void a_signed_order_is_verified_carried_out_once_and_kept_for_the_passport() {
    ReleaseWorkflow release = harness.start();
    harness.asked(release);
    Command pause = harness.signed("pause", "legal", "legal", harness.logHead(release));
    release.pause(pause);
    assertThat(release.status().log())
        .anyMatch(
            entry ->
                entry.kind() == EntryKind.COMMAND
                    && entry.subject() != null
                    && entry.summary().startsWith("legal@bank.example (signed)"));
    release.resume(new Command("olga", "back"));
    assertThatThrownBy(() -> release.pause(pause))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("REPLAYED");
    harness.everybodySigns(release);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.sealed.getFirst().orders()).hasSize(1);
  }

  @Test
  void an_order_signed_with_somebody_else_s_key_does_nothing() {
    ReleaseWorkflow release = harness.start();
    harness.asked(release);
    Command forged = harness.signed("abort", "legal", "tech-lead", harness.logHead(release));
    assertThatThrownBy(() -> release.abort(forged))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("NOT_YOUR_KEY");
    Command other = harness.signed("pause", "legal", "legal", harness.logHead(release));
    assertThatThrownBy(() -> release.abort(other)).hasStackTraceContaining("OTHER_ORDER");
    harness.everybodySigns(release);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void whoever_gives_an_order_without_signing_it_is_noted_as_a_claim() {
    ReleaseWorkflow release = harness.start();
    harness.asked(release);
    release.pause(new Command("olga", "lunch"));
    assertThat(release.status().log())
        .anyMatch(entry -> entry.summary().equals("olga (not signed): lunch"));
  }

  @Test
  void pausing_in_mid_rollout_keeps_the_traffic_and_holds_the_lease() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    release.pause(new Command("olga", "look closer"));
    world.bakesUntilStopped = false;
    harness.await(release, view -> world.calls.contains("hold internal"));
    assertThat(world.calls).doesNotContain("shift 25 %");
    release.resume(new Command("olga", "fine"));
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }
}
