package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.approval.CheckRef;
import dev.countersign.approval.Decision;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.approval.WaiverTerms;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.RolloutSpec.OnConflict;
import dev.countersign.passport.EntryKind;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.StepDecision;
import dev.countersign.workflow.StageView.Status;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReleaseOutcomesTest {
  private final ReleaseHarness harness = new ReleaseHarness();
  private final ScriptedWorld world = harness.world;

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void a_release_that_everybody_signs_ends_with_all_traffic() {
    harness.everybodySigns(harness.start());
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(result.passport()).isNotNull();
    assertThat(world.traffic.incumbent()).isEqualTo(ScriptedWorld.target(ScriptedWorld.model("2")));
    assertThat(world.calls)
        .containsSubsequence(
            "intake",
            "find-incumbent",
            "data-audit",
            "mitigation",
            "train",
            "evaluation",
            "explainability",
            "adversarial",
            "model-card",
            "register",
            "confirm-unchanged",
            "serving-check",
            "read-route",
            "shift internal",
            "bake internal",
            "shift 25 %",
            "bake 25 %",
            "shift 100 %",
            "bake 100 %",
            "commit",
            "seal",
            "record RELEASED")
        .doesNotContain("give-back");
  }

  @Test
  void a_model_that_is_brought_is_not_trained() {
    world.training = null;
    ReleaseWorkflow release = harness.start();
    harness.everybodySigns(release);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.calls).doesNotContain("train");
    assertThat(release.status().stages())
        .anyMatch(s -> s.stage() == Stage.TRAINING && s.status() == Status.SKIPPED);
  }

  @Test
  void a_refused_manifest_starts_nothing_after_intake() {
    world.problems = List.of(new Problem(3, "data", "there is none", "Name one"));
    harness.start();
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.problems()).isEqualTo(world.problems);
    assertThat(result.passport()).isNull();
    assertThat(world.calls).containsExactly("intake");
  }

  @Test
  void a_failed_gate_rejects_before_any_traffic() {
    world.findings.put("evaluation", ScriptedWorld.finding("disparate-impact", Verdict.FAIL));
    harness.start();
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.stage()).isEqualTo(Stage.EVALUATION);
    assertThat(result.reason()).contains("disparate-impact age <=25", "0.8 to 1.25");
    assertThat(world.calls)
        .contains("seal", "record REJECTED")
        .doesNotContain("register", "shift internal");
  }

  @Test
  void disparate_impact_of_labels_makes_mitigation_due_instead_of_ending_the_release() {
    world.findings.put("data-audit", ScriptedWorld.finding("disparate-impact", Verdict.FAIL));
    world.findings.put("mitigation", ScriptedWorld.finding("disparate-impact", Verdict.WARN));
    ReleaseWorkflow release = harness.start();
    harness.everybodySigns(release);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(release.status().stages())
        .anyMatch(
            s ->
                s.stage() == Stage.DATA_AUDIT
                    && s.status() == Status.WARNED
                    && String.valueOf(s.headline()).startsWith("mitigation is due"));
  }

  @Test
  void a_mitigation_without_an_answer_to_what_was_due_rejects() {
    world.findings.put("data-audit", ScriptedWorld.finding("disparate-impact", Verdict.FAIL));
    harness.start();
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.stage()).isEqualTo(Stage.MITIGATION);
    assertThat(result.reason()).contains("no answer", "disparate-impact age <=25");
  }

  @Test
  void another_failure_of_the_audit_is_not_mitigated_away() {
    world.findings.put("data-audit", ScriptedWorld.finding("proxy-auc", Verdict.FAIL));
    harness.start();
    assertThat(harness.result().stage()).isEqualTo(Stage.DATA_AUDIT);
  }

  @Test
  void a_gate_that_can_t_tell_holds_until_every_seat_that_has_to_waives_it_and_lets_it_go_on() {
    world.findings.put(
        "evaluation", ScriptedWorld.finding("disparate-impact", Verdict.INCONCLUSIVE));
    ReleaseWorkflow release = harness.start();
    ReleaseView held = harness.await(release, view -> !view.open().isEmpty());
    assertThat(held.stages())
        .anyMatch(s -> s.stage() == Stage.EVALUATION && s.status() == Status.HELD);
    WaiverTerms terms =
        new WaiverTerms(
            ReleaseHarness.ID,
            String.valueOf(held.releaseDigest()),
            RiskTier.HIGH,
            List.of("tech-lead", "legal"),
            Duration.ofDays(60),
            List.of(),
            List.of());
    CheckRef check = new CheckRef("evaluation", "disparate-impact", "age", "<=25");
    SignOffReceipt first = release.waive(harness.waiver(held, terms, check, "legal"));
    assertThat(first.said()).startsWith("Waived until");
    assertThat(first.awaiting()).containsExactly("tech-lead");
    SignOffReceipt second = release.waive(harness.waiver(held, terms, check, "tech-lead"));
    assertThat(second.awaiting()).isEmpty();
    harness.everybodySigns(release);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(release.status().stages())
        .anyMatch(s -> s.stage() == Stage.EVALUATION && s.status() == Status.WARNED);
  }

  @Test
  void a_gate_that_can_t_tell_expires_when_nobody_decides() {
    world.findings.put(
        "evaluation", ScriptedWorld.finding("disparate-impact", Verdict.INCONCLUSIVE));
    harness.start();
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(result.stage()).isEqualTo(Stage.EVALUATION);
  }

  @Test
  void one_no_on_the_board_rejects() {
    ReleaseWorkflow release = harness.start();
    SignOffRequest request = harness.asked(release);
    release.sign(harness.paper(request, "legal", Decision.REJECT));
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.stage()).isEqualTo(Stage.DEPLOYMENT_BOARD);
    assertThat(result.reason()).contains("legal said no: looked at it");
  }

  @Test
  void a_board_that_does_not_answer_expires() {
    ReleaseWorkflow release = harness.start();
    SignOffRequest request = harness.asked(release);
    release.sign(harness.paper(request, "legal", Decision.APPROVE));
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(result.reason()).contains("tech-lead");
  }

  @Test
  void a_sign_off_by_somebody_else_s_key_is_refused_and_noted() {
    ReleaseWorkflow release = harness.start();
    SignOffRequest request = harness.asked(release);
    SignedPaper forged =
        harness.paper(request, "legal", "legal@bank.example", "tech-lead", Decision.APPROVE);
    assertThatThrownBy(() -> release.sign(forged)).isInstanceOf(WorkflowUpdateException.class);
    release.signOff(forged);
    ReleaseView view = harness.await(release, v -> refusals(v) == 2);
    assertThat(view.signed()).isEmpty();
  }

  private static long refusals(ReleaseView view) {
    return view.log().stream().filter(e -> e.kind() == EntryKind.SIGN_OFF_REFUSED).count();
  }

  @Test
  void the_same_sign_off_twice_counts_once_and_a_signal_counts_like_an_update() {
    ReleaseWorkflow release = harness.start();
    SignOffRequest request = harness.asked(release);
    SignedPaper legal = harness.paper(request, "legal", Decision.APPROVE);
    release.sign(legal);
    assertThat(release.sign(legal).awaiting()).containsExactly("tech-lead");
    release.signOff(harness.paper(request, "tech-lead", Decision.APPROVE));
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.sealed.getFirst().signOffs()).hasSize(2);
  }

  @Test
  void data_altered_after_signing_voids_the_sign_offs_and_everybody_is_asked_again() {
    world.altered = List.of("source was a and is b");
    ReleaseWorkflow release = harness.start();
    SignOffRequest first = harness.asked(release);
    harness.everybodySigns(release);
    SignOffRequest second =
        harness
            .await(
                release,
                view ->
                    view.asked() != null
                        && !view.asked().releaseDigest().equals(first.releaseDigest()))
            .asked();
    assertThat(release.status().signed()).isEmpty();
    assertThatThrownBy(() -> release.sign(harness.paper(first, "legal", Decision.APPROVE)))
        .isInstanceOf(WorkflowUpdateException.class);
    assertThat(release.status().log())
        .anyMatch(
            entry ->
                entry.kind() == EntryKind.SIGN_OFFS_VOIDED
                    && entry.summary().contains("source was a and is b"));
    assertThat(second).isNotNull();
    harness.everybodySigns(release);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.calls.stream().filter("evaluation"::equals)).hasSize(2);
    assertThat(world.calls)
        .containsSubsequence(
            "register", "confirm-unchanged", "freeze-again", "withdraw", "data-audit", "register");
    assertThat(world.sealed.getFirst().signOffs()).hasSize(2);
    assertThat(world.sealed.getFirst().requests()).containsExactly(second);
  }

  @Test
  void data_that_is_altered_under_every_board_is_given_up() {
    world.altered = List.of("source was a and is b");
    world.altersAgain = true;
    ReleaseWorkflow release = harness.start();
    for (int asked = 0; asked <= 3; asked++) {
      int requests = asked + 1;
      harness.await(
          release,
          view ->
              view.asked() != null
                  && view.log().stream()
                          .filter(e -> e.kind() == EntryKind.SIGN_OFF_REQUESTED)
                          .count()
                      == requests);
      harness.everybodySigns(release);
    }
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.reason()).contains("altered", "3 times already");
    assertThat(world.calls).doesNotContain("shift internal");
  }

  @Test
  void altered_data_that_can_t_be_released_ends_the_release_before_traffic() {
    world.altered = List.of("source was a and is b");
    world.problemsOfAltered = List.of(new Problem(3, "data", "age is gone", "Put it back"));
    harness.everybodySigns(harness.start());
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.reason()).contains("age is gone");
    assertThat(world.calls).doesNotContain("shift internal");
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
  void an_abort_during_the_rollout_gives_everything_back() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = harness.start();
    harness.everybodySigns(release);
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
  }

  @Test
  void cancelling_the_workflow_in_mid_rollout_gives_everything_back() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = harness.start();
    harness.everybodySigns(release);
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
    ReleaseWorkflow release = harness.start();
    harness.everybodySigns(release);
    harness.await(release, view -> world.calls.contains("bake internal"));
    world.bakesUntilStopped = false;
    release.promote(new Command("olga", "seen enough"));
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
    ReleaseWorkflow release = harness.start();
    harness.everybodySigns(release);
    harness.await(release, view -> world.calls.contains("bake internal"));
    release.pause(new Command("olga", "look closer"));
    world.bakesUntilStopped = false;
    harness.await(release, view -> world.calls.contains("hold internal"));
    assertThat(world.calls).doesNotContain("shift 25 %");
    release.resume(new Command("olga", "fine"));
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
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
