package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.approval.Decision;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.manifest.Problem;
import dev.countersign.passport.EntryKind;
import io.temporal.client.WorkflowUpdateException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What boards are asked and answer, and what becomes of answers that are late, forged, repeated or
 * void.
 */
class SignOffsTest {
  private final ReleaseHarness harness = new ReleaseHarness();
  private final ScriptedWorld world = harness.world;

  @AfterEach
  void stop() {
    harness.close();
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

  private static long refusals(ReleaseView view) {
    return view.log().stream().filter(e -> e.kind() == EntryKind.SIGN_OFF_REFUSED).count();
  }
}
