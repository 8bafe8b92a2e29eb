package dev.countersign.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.countersign.adversarial.AttackState;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.fixture.Loans;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Progress;
import dev.countersign.passport.Json;
import dev.countersign.release.AttackingWorker.OneGate;
import dev.countersign.testing.JavaProgram;
import dev.countersign.testing.Ports;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker is killed in mid-attack, and its successor before it gets any further. The third goes
 * on where the first stood, and the evidence is that of a campaign nobody interrupted, to the byte.
 */
class KilledInMidAttackIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path folder;

  /**
   * What the server knows of the gate.
   *
   * @param attempt counted from 1
   * @param beating whether this attempt has told how far it is
   * @param rowsDone how far that is; before it told, how far the attempt before it was
   */
  private record Seen(int attempt, boolean beating, int rowsDone) {}

  @Test
  void whatWasAttackedIsNotAttackedAgainHoweverOftenTheWorkerDies() {
    Loans.write(folder, 1000, 1);
    CheckFixture here = new CheckFixture(folder);
    EvidenceStore evidence = here.evidence();
    LocalCheck.Ready ready = here.ready(MANIFEST);
    String document = evidence.put("document.json", Json.canonicalBytes(ready.document())).digest();
    String model = evidence.put("model.json", Json.canonicalBytes(ready.model())).digest();

    try (RealServer temporal = RealServers.temporal(folder);
        RealServer worker = worker(temporal)) {
      WorkflowClient client = AttackingWorker.client(temporal.address());
      OneGate gate =
          client.newWorkflowStub(
              OneGate.class,
              WorkflowOptions.newBuilder().setTaskQueue(AttackingWorker.QUEUE).build());
      WorkflowExecution run =
          WorkflowClient.start(gate::run, folder.resolve("evidence").toString(), document, model);

      Seen first = await(client, run, seen -> seen.beating() && seen.rowsDone() > 0);
      worker.kill();
      Seen left = seen(client, run).orElseThrow();
      worker.startAgain();
      Seen second = await(client, run, seen -> seen.beating() && seen.attempt() > left.attempt());
      worker.kill();
      worker.startAgain();
      Seen third = await(client, run, seen -> seen.beating() && seen.attempt() > second.attempt());
      System.out.println(first + ", left at " + left + ", then " + second + ", then " + third);

      assertThat(left.rowsDone()).isPositive().isLessThan(ROWS);
      assertThat(second.rowsDone()).isGreaterThanOrEqualTo(left.rowsDone());
      assertThat(third.rowsDone()).isGreaterThanOrEqualTo(second.rowsDone());
      String ended = WorkflowStub.fromTyped(gate).getResult(String.class);
      GateResult uninterrupted =
          AttackingWorker.gates(evidence)
              .run(
                  "adversarial", ready.document(), ready.model(), null, List.of(), Progress.SILENT);
      assertThat(Json.read(evidence.get(ended), GateResult.class)).isEqualTo(uninterrupted);
    }
  }

  private static RealServer worker(RealServer temporal) {
    return RealServer.start(
        "attacking-worker",
        Ports.free(),
        JavaProgram.command(AttackingWorker.class.getName(), List.of(temporal.address())),
        Map.of(),
        () -> true);
  }

  private static Seen await(WorkflowClient client, WorkflowExecution run, Predicate<Seen> awaited) {
    Instant deadline = Instant.now().plus(PATIENCE);
    boolean begun = false;
    while (Instant.now().isBefore(deadline)) {
      Optional<Seen> now = seen(client, run);
      if (now.filter(awaited).isPresent()) {
        return now.get();
      }
      assertThat(begun && now.isEmpty()).as("the gate ended before it was killed").isFalse();
      begun |= now.isPresent();
      pause();
    }
    throw new AssertionError("never seen within " + PATIENCE);
  }

  private static Optional<Seen> seen(WorkflowClient client, WorkflowExecution run) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setExecution(run)
                .build())
        .getPendingActivitiesList()
        .stream()
        .findFirst()
        .map(KilledInMidAttackIT::seen);
  }

  private static Seen seen(PendingActivityInfo activity) {
    boolean beating =
        activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED
            && Timestamps.compare(activity.getLastHeartbeatTime(), activity.getLastStartedTime())
                > 0;
    return new Seen(activity.getAttempt(), beating, rowsDone(activity.getHeartbeatDetails()));
  }

  private static int rowsDone(Payloads details) {
    if (details.getPayloadsCount() == 0) {
      return 0;
    }
    byte[] json = details.getPayloads(0).getData().toByteArray();
    String checkpoint = Json.read(json, Heartbeats.Beat.class).checkpoint();
    return checkpoint == null
        ? 0
        : Json.read(checkpoint.getBytes(StandardCharsets.UTF_8), AttackState.class).done().size();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }

  private static final int ROWS = 400;

  private static final String MANIFEST =
      """
      apiVersion: countersign.dev/v1
      kind: ModelRelease
      metadata: {model: loans, version: 1.0.0, owner: credit@example.org, submittedBy: ana@example.org, trainedBy: [ben@example.org]}
      intendedUse:
        decision: whether a loan is granted
        affected: applicants
        harm: no loan
        useCase: other
      data:
        source: loans.csv
        id: id
        split: {evaluation: 0.5, seed: 1}
        label: {column: paid, favourable: 'yes', provenance: outcome}
        protected: [{attribute: sex, column: sex, reference: m}]
        features: {include: [income, years, purpose]}
      training: {xgboost: {rounds: 60, maxDepth: 4, seed: 1}}
      gates:
        adversarial: {rows: %d, queryBudget: 5000}
      """
          .formatted(ROWS);
}
