package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.activity.Notice;
import dev.countersign.approval.CheckRef;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.Problem;
import dev.countersign.workflow.StageView.Status;
import io.temporal.client.WorkflowUpdateException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How releases end by what their gates find. */
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
  void a_registry_that_never_answers_takes_nothing_from_the_outcome() {
    world.registryDown = true;
    harness.everybodySigns(harness.start());
    ReleaseResult result = harness.result();
    assertThat(result.outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(result.passport()).isNotNull();
    assertThat(result.reason())
        .startsWith("all live traffic is on 2")
        .contains("the registry could not be told: the registry does not answer", "reset this run");
    assertThat(world.notices)
        .anyMatch(
            notice ->
                notice.urgency() == Notice.Urgency.ALARM
                    && notice.toString().contains("the registry could not be told"));
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
    CheckRef check = new CheckRef("evaluation", "disparate-impact", "age", "<=25");
    SignOffReceipt first = release.waive(harness.waiver(held, check, "legal"));
    assertThat(first.said()).startsWith("Waived until");
    assertThat(first.awaiting()).containsExactly("tech-lead");
    SignOffReceipt second = release.waive(harness.waiver(held, check, "tech-lead"));
    assertThat(second.awaiting()).isEmpty();
    harness.everybodySigns(release);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(release.status().stages())
        .anyMatch(s -> s.stage() == Stage.EVALUATION && s.status() == Status.WARNED);
  }

  @Test
  void a_waiver_counts_for_nothing_when_the_release_moved_while_it_was_verified() {
    world.findings.put("data-audit", ScriptedWorld.finding("missing-values", Verdict.INCONCLUSIVE));
    ReleaseWorkflow release = harness.start();
    ReleaseView held = harness.await(release, view -> !view.open().isEmpty());
    CheckRef check = new CheckRef("data-audit", "missing-values", "age", "<=25");
    CheckRef other = new CheckRef("evaluation", "disparate-impact", "age", "<=25");
    CountDownLatch verified = new CountDownLatch(1);
    world.slowVerification = verified;
    CompletableFuture<SignOffReceipt> late =
        CompletableFuture.supplyAsync(() -> release.waive(harness.waiver(held, other, "legal")));
    harness.await(release, view -> world.calls.contains("verify-waiver"));
    release.waive(harness.waiver(held, check, "legal"));
    release.waive(harness.waiver(held, check, "tech-lead"));
    harness.await(release, view -> world.calls.contains("train") && view.stage() != Stage.TRAINING);
    verified.countDown();
    assertThatThrownBy(late::join)
        .hasCauseInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("RELEASE_MOVED");
    harness.everybodySigns(release);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.sealed.getFirst().waivers()).hasSize(2);
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
}
