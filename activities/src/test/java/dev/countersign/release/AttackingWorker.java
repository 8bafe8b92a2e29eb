package dev.countersign.release;

import dev.countersign.activity.ModelRef;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.gate.GateResult;
import dev.countersign.http.AllowedHosts;
import dev.countersign.passport.Json;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.common.RetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A worker that runs the adversarial gate of a frozen release, in a process of its own, and tells
 * of every checkpoint at once.
 */
public final class AttackingWorker {
  static final String QUEUE = "attacks";

  private AttackingWorker() {}

  /** One run of the gate, however many attempts it takes. */
  @WorkflowInterface
  public interface OneGate {
    /** Gives the digest of the result. */
    @WorkflowMethod
    String run(String evidence, String document, String model);
  }

  /** The gate as an activity. */
  @ActivityInterface
  public interface Attacking {
    /** Gives the digest of the result. */
    String attack(String evidence, String document, String model);
  }

  /** Notices a dead worker after five seconds. */
  public static final class OneGateImpl implements OneGate {
    private final Attacking attacking =
        Workflow.newActivityStub(
            Attacking.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(10))
                .setHeartbeatTimeout(Duration.ofSeconds(5))
                .setRetryOptions(
                    RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(100)).build())
                .build());

    @Override
    public String run(String evidence, String document, String model) {
      return attacking.attack(evidence, document, model);
    }
  }

  private static final class AttackingImpl implements Attacking {
    @Override
    public String attack(String evidence, String document, String model) {
      FolderEvidenceStore store = new FolderEvidenceStore(Path.of(evidence));
      try (Heartbeats progress = new Heartbeats(Activity.getExecutionContext())) {
        GateResult result =
            gates(store)
                .run(
                    "adversarial",
                    Json.read(store.get(document), FrozenDocument.class),
                    Json.read(store.get(model), ModelRef.class),
                    null,
                    List.of(),
                    progress);
        return store.put("adversarial-result.json", Json.canonicalBytes(result)).digest();
      }
    }
  }

  static GateRunner gates(EvidenceStore evidence) {
    return new GateRunner(
        new ReleaseInputs(evidence, new AllowedHosts(Set.of())), evidence, ReleaseGates.all());
  }

  static WorkflowClient client(String address) {
    return WorkflowClient.newInstance(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build()));
  }

  /**
   * Works until it is killed.
   *
   * @param arguments Temporal's address
   */
  public static void main(String[] arguments) {
    WorkerFactory factory = WorkerFactory.newInstance(client(arguments[0]));
    Worker worker =
        factory.newWorker(
            QUEUE,
            WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
                .build());
    worker.registerWorkflowImplementationTypes(OneGateImpl.class);
    worker.registerActivitiesImplementations(new AttackingImpl());
    factory.start();
  }
}
