package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.approval.CheckRef;
import dev.countersign.approval.WaiverTerms;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.RolloutSpec;
import dev.countersign.passport.EntryKind;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.StepDecision;
import dev.countersign.rollout.WaivedCheck;
import dev.countersign.workflow.StageView.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people can do to a rollout that runs, and what it waits for. */
@Timeout(120)
class RolloutControlTest {
  private static final Command OLGA = new Command("olga", "because");

  private final ReleaseHarness harness = new ReleaseHarness();
  private final ScriptedWorld world = harness.world;

  @AfterEach
  void stop() {
    harness.close();
  }

  private ReleaseWorkflow signed() {
    ReleaseWorkflow release = harness.start();
    harness.everybodySigns(release);
    return release;
  }

  private Instant in(Duration time) {
    return Instant.ofEpochMilli(harness.server.currentTimeMillis()).plus(time);
  }

  private ReleaseView awaitHeld(ReleaseWorkflow release, String words) {
    return harness.await(
        release,
        view ->
            view.stages().stream()
                .anyMatch(
                    stage ->
                        stage.status() == Status.HELD
                            && String.valueOf(stage.headline()).contains(words)));
  }

  private int count(String call) {
    return Collections.frequency(world.calls, call);
  }

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

  private ReleaseWorkflow pausedAtInternal() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    release.pause(OLGA);
    world.bakesUntilStopped = false;
    awaitHeld(release, "paused");
    harness.await(release, view -> world.calls.contains("hold internal"));
    return release;
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
    assertThatThrownBy(() -> release.waive(harness.waiver(view, terms(view), bake, "legal")))
        .hasStackTraceContaining("NO_SUCH_SEAT");
    assertThatThrownBy(() -> release.promote(OLGA)).hasStackTraceContaining("SIGNATURE_NEEDED");
    release.waive(harness.waiver(view, terms(view), bake, "tech-lead"));
    release.promote(OLGA);
    harness.await(release, v -> world.calls.contains("bake 25 %"));
    assertThatThrownBy(() -> release.promote(OLGA))
        .as("a signature is for one step")
        .hasStackTraceContaining("SIGNATURE_NEEDED");
    world.bakesUntilStopped = false;
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.sealed.getFirst().waivers()).hasSize(1);
  }

  private static WaiverTerms terms(ReleaseView view) {
    return new WaiverTerms(
        ReleaseHarness.ID,
        String.valueOf(view.releaseDigest()),
        RiskTier.HIGH,
        List.of("tech-lead", "legal"),
        Duration.ofDays(60),
        List.of(),
        List.of());
  }

  @Test
  void a_step_that_can_t_be_decided_goes_on_by_a_waiver_of_every_seat_that_has_to() {
    world.decisions.put("25 %", ScriptedWorld.UNDECIDED);
    ReleaseWorkflow release = signed();
    ReleaseView view = awaitHeld(release, "can't be decided");
    assertThat(view.open()).extracting(Check::check).contains(WaivedCheck.ANALYSIS);
    CheckRef analysis = new CheckRef("rollout", WaivedCheck.ANALYSIS, null, null);
    release.waive(harness.waiver(view, terms(view), analysis, "legal"));
    assertThat(world.calls).doesNotContain("shift 100 %");
    release.waive(harness.waiver(view, terms(view), analysis, "tech-lead"));
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(world.watched).anyMatch(task -> !task.waived().isEmpty());
    assertThat(world.sealed.getFirst().waivers()).hasSize(2);
  }

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
