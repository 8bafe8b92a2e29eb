package dev.countersign.worker.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.CheckRef;
import dev.countersign.approval.Decision;
import dev.countersign.approval.WaiverPredicate;
import dev.countersign.client.Order;
import dev.countersign.client.Patience;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.client.Rollbacks;
import dev.countersign.gate.Check;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Statement;
import dev.countersign.rollout.Role;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.Outcome;
import dev.countersign.workflow.ReleaseResult;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.RollbackResult;
import dev.countersign.workflow.Stage;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every outcome a release can have, on real servers. {@code scripts/record-histories} runs this and
 * keeps the histories, which {@code ReplayTest} replays on every build.
 */
class EveryOutcomeIT {
  private static final Command BY_OPERATOR = new Command("olga@bank.example", "for the tests");

  private static final LoanManifest FIRST = LoanManifest.of("loans-released", "1");
  private static final LoanManifest BIASED = LoanManifest.of("loans-biased", "1").unmitigated();
  private static final LoanManifest DECLINED = LoanManifest.of("loans-declined", "1");
  private static final LoanManifest UNANSWERED =
      LoanManifest.of("loans-unanswered", "1")
          .with("approvals: [{seat: legal, people: [leo@bank.example], deadline: 2s}]\n");
  private static final LoanManifest SLOW =
      LoanManifest.of("loans-slow", "1").baking(Duration.ofMinutes(10));
  private static final LoanManifest HELD =
      LoanManifest.of("loans-held", "1")
          .with("gates: {evaluation: {checks: {roc-auc: {min: 0.69, decideOn: interval}}}}\n");
  private static final LoanManifest BREACHING =
      LoanManifest.of("loans-breaching", "1").analysing("latency-p95-ms: {max: 0.001}");
  private static final LoanManifest ALTERED =
      LoanManifest.of("loans-altered", "1").from("altered.csv");

  @TempDir static Path anyFolder;
  private static Path folder;
  private static Testbed testbed;
  private static Recorder recorder;

  @BeforeAll
  static void startEverything() throws IOException {
    folder = Recorder.folder(anyFolder);
    testbed = Testbed.start(folder);
    recorder = new Recorder(testbed.registry().url());
    Files.copy(folder.resolve("loans.csv"), folder.resolve("altered.csv"));
    List.of(FIRST, BIASED, DECLINED, UNANSWERED, SLOW, HELD, BREACHING, ALTERED)
        .forEach(testbed::start);
  }

  @AfterAll
  static void stop() {
    testbed.close();
  }

  private static void keep(String name, String workflowId) {
    WorkflowExecutionHistory history = testbed.history(workflowId);
    assertThat(RealHistory.of(history).withoutSummary()).as(workflowId).isEmpty();
    recorder.keep(name, history);
  }

  @Test
  void aBiasedModelIsRejectedByAGate() {
    ReleaseResult result = testbed.result(BIASED.name());
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.stage()).isEqualTo(Stage.DATA_AUDIT);
    keep("rejected-by-gate", BIASED.name().workflowId());
  }

  @Test
  void oneNoRejects() {
    testbed.asked(DECLINED.name());
    testbed.sign(DECLINED.name(), "tech-lead", Decision.APPROVE);
    testbed.sign(DECLINED.name(), "legal", Decision.REJECT);
    ReleaseResult result = testbed.result(DECLINED.name());
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(result.stage()).isEqualTo(Stage.DEPLOYMENT_BOARD);
    keep("rejected-by-people", DECLINED.name().workflowId());
  }

  @Test
  void nobodysAnswerIsNo() {
    ReleaseResult result = testbed.result(UNANSWERED.name());
    assertThat(result.outcome()).isEqualTo(Outcome.EXPIRED);
    keep("expired", UNANSWERED.name().workflowId());
  }

  @Test
  void anAbortDuringTheRolloutGivesEverythingBack() {
    ReleaseName name = SLOW.name();
    testbed.everybodySigns(name);
    testbed.awaitView(name, view -> view.stage() == Stage.ROLLOUT && view.rollout() != null);
    testbed.releases().tell(name, Order.PAUSE, BY_OPERATOR);
    testbed.releases().tell(name, Order.RESUME, BY_OPERATOR);
    testbed.promote(name, BY_OPERATOR);
    testbed.awaitView(name, view -> view.rollout() != null && view.rollout().trafficPercent() > 0);
    testbed.releases().tell(name, Order.ABORT, BY_OPERATOR);
    ReleaseResult result = testbed.result(name);
    assertThat(result.outcome()).isEqualTo(Outcome.ABORTED);
    keep("aborted", name.workflowId());
    keep("rollout-aborted", Fleet.rollout(name));
  }

  @Test
  void whatCantBeToldIsHeldUntilItIsWaived() {
    ReleaseName name = HELD.name();
    ReleaseView held = testbed.awaitView(name, view -> !view.open().isEmpty());
    Check check = held.open().getFirst();
    for (String seat : List.of("tech-lead", "legal")) {
      testbed.releases().waive(name, waiver(testbed.releases().view(name), check, seat));
    }
    testbed.everybodySigns(name);
    assertThat(testbed.result(name).outcome()).isEqualTo(Outcome.RELEASED);
    keep("held-and-waived", name.workflowId());
  }

  private static Envelope waiver(ReleaseView view, Check check, String seat) {
    var said =
        new WaiverPredicate(
            CheckRef.of(view.stage().id(), check),
            "looked into by hand",
            seat,
            testbed.people().person(seat),
            Instant.now().plus(Duration.ofDays(30)),
            view.log().getLast().digest(),
            Instant.now());
    var subject =
        Statement.Descriptor.of(
            "release/" + view.model() + "/" + view.version(), view.releaseDigest());
    return Envelope.sign(
        Statement.about(subject, WaiverPredicate.TYPE, said), testbed.people().key(seat));
  }

  @Test
  void aBreachIsRolledBack() {
    testbed.everybodySigns(BREACHING.name());
    ReleaseResult result = testbed.result(BREACHING.name());
    assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.reason()).contains("latency-p95-ms");
    keep("rolled-back", BREACHING.name().workflowId());
    keep("rollout-rolled-back", Fleet.rollout(BREACHING.name()));
  }

  @Test
  void dataAlteredAfterSigningIsMeasuredAndAskedAgain() throws IOException {
    ReleaseName name = ALTERED.name();
    var first = testbed.asked(name);
    Files.writeString(
        folder.resolve("altered.csv"),
        "L99999,44,male,31.0,0.3,9.0,4.0,3,0,50.0,rents,car,accepted\n",
        StandardOpenOption.APPEND);
    testbed.everybodySigns(name);
    testbed.awaitView(
        name,
        view ->
            view.asked() != null && !view.asked().releaseDigest().equals(first.releaseDigest()));
    testbed.everybodySigns(name);
    ReleaseResult result = testbed.result(name);
    assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.RELEASED);
    assertThat(testbed.releases().view(name).log())
        .anyMatch(entry -> entry.kind() == EntryKind.SIGN_OFFS_VOIDED);
    assertThat(new MlflowServer(testbed.registry().url()).versions(name.model()))
        .isEqualTo(Map.of(1, "WITHDRAWN", 2, "RELEASED"));
    testbed.requireVerified(result);
    keep("altered-and-asked-again", name.workflowId());
  }

  @Test
  void aReleasedVersionCanBeTakenOutAgain() {
    testbed.everybodySigns(FIRST.name());
    assertThat(testbed.result(FIRST.name()).outcome()).isEqualTo(Outcome.RELEASED);
    LoanManifest second = LoanManifest.of("loans-released", "2");
    ReleaseResult result = testbed.release(second);
    assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.RELEASED);
    keep("released", second.name().workflowId());
    keep("rollout-released", Fleet.rollout(second.name()));
    RollbackResult back =
        new Rollbacks(
                testbed.client(),
                Releases.TASK_QUEUE,
                Patience.silently(Duration.ofMinutes(5)),
                InstantSource.system())
            .rollBack(second.name(), LoanManifest.ENVIRONMENT, BY_OPERATOR);
    assertThat(back.observed().route().incumbent().version()).isEqualTo("1");
    assertThat(back.probe()).contains(Role.INCUMBENT.label());
    keep("rollback-after-release", Fleet.rollout(second.name()));
  }
}
