package dev.countersign.client;

import dev.countersign.approval.SignOffRequest;
import dev.countersign.client.ClientException.Kind;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Envelope;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.DrillReport;
import dev.countersign.workflow.Drilling;
import dev.countersign.workflow.ReleaseRequest;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.SignOffReceipt;
import dev.countersign.workflow.SignedPaper;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts releases, looks at them and tells them things. Every failure is a ClientException. */
public final class Releases {
  /** The task queue of workers unless they are told another. */
  public static final String TASK_QUEUE = "countersign";

  private static final String WORKFLOW_TYPE = "Release";

  private final WorkflowClient client;
  private final String taskQueue;
  private final WorkerAnswers answers;

  /**
   * @param taskQueue where releases are started
   * @param patience with workers that are to answer
   */
  public Releases(WorkflowClient client, String taskQueue, Patience patience, InstantSource clock) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.answers = new WorkerAnswers(client, patience, clock);
  }

  /**
   * Starts a release. A version that was released is never released again; any other try can be
   * tried again, linked to the one before.
   *
   * @param manifest the manifest's YAML text
   * @param base URI of the folder its relative paths start from
   * @param submission the caller's signature over the manifest; null: who submits it is a claim
   * @return the new run's id
   */
  public String start(
      ReleaseName name, String manifest, String base, @Nullable Envelope submission) {
    return Answers.from(
        () -> {
          WorkflowOptions options =
              WorkflowOptions.newBuilder()
                  .setWorkflowId(name.workflowId())
                  .setTaskQueue(taskQueue)
                  .setWorkflowIdReusePolicy(
                      WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                  .setWorkflowIdConflictPolicy(
                      WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                  .setStaticSummary("release " + name)
                  .build();
          WorkflowStub stub = client.newUntypedWorkflowStub(WORKFLOW_TYPE, options);
          String previous = latestRun(name).orElse(null);
          try {
            SignedPaper signed = submission == null ? null : SignedPaper.of(submission);
            return stub.start(new ReleaseRequest(manifest, base, signed, previous)).getRunId();
          } catch (WorkflowExecutionAlreadyStarted e) {
            throw taken(name, e);
          }
        });
  }

  /** Where a release is; its latest run if there were several. */
  public ReleaseView view(ReleaseName name) {
    WorkflowStub release = stub(name);
    return answers.once(
        () -> queueOf(release),
        Awaited.query(name),
        () -> release.query("status", ReleaseView.class));
  }

  /** How its latest run closed, or empty while it runs. */
  public Optional<Ending> ending(ReleaseName name) {
    return Answers.from(
        () -> {
          WorkflowExecutionDescription run = stub(name).describe();
          return run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
              ? Optional.empty()
              : Optional.of(Endings.of(stub(name), run.getStatus()));
        });
  }

  /** What people are asked to sign now, or empty when nobody is asked. */
  public Optional<SignOffRequest> asked(ReleaseName name) {
    return Optional.ofNullable(view(name).asked());
  }

  /** Hands in a sign-off. Handing in the same one again changes nothing. */
  public SignOffReceipt sign(ReleaseName name, Envelope signOff) {
    return update(
        name,
        "the sign-off",
        options("sign", SignOffReceipt.class, idOf(signOff)),
        SignedPaper.of(signOff));
  }

  /** Hands in a waiver of one check. Handing in the same one again changes nothing. */
  public SignOffReceipt waive(ReleaseName name, Envelope waiver) {
    return update(
        name,
        "the waiver",
        options("waive", SignOffReceipt.class, idOf(waiver)),
        SignedPaper.of(waiver));
  }

  /** Gives an operator's command and says what became of it. */
  public String tell(ReleaseName name, Order order, Command command) {
    return update(
        name,
        "the order " + order.update(),
        options(order.update(), String.class, UUID.randomUUID().toString()),
        command);
  }

  /**
   * Rehearses the rollback on live traffic and waits until it is verified, or people are called.
   *
   * @param resume whether the step is taken again afterwards
   */
  public DrillReport drill(ReleaseName name, Command command, boolean resume) {
    return update(
        name,
        "the order drill",
        options("drill", DrillReport.class, UUID.randomUUID().toString()),
        new Drilling(command, resume));
  }

  /** One id for all tries, so that the release takes it once. */
  private static <T> UpdateOptions<T> options(String update, Class<T> answer, String id) {
    return UpdateOptions.newBuilder(answer)
        .setUpdateName(update)
        .setUpdateId(id)
        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
        .build();
  }

  private <T> T update(ReleaseName name, String what, UpdateOptions<T> options, Object argument) {
    WorkflowStub release = stub(name);
    Awaited awaited = Awaited.update(name, what);
    String queue = queueOf(release);
    answers.requireWorker(queue, awaited);
    return answers.await(
        queue, awaited, () -> release.startUpdate(options, argument).getResult(), () -> "");
  }

  /** The task queue of a release, whatever this was told. */
  private static String queueOf(WorkflowStub release) {
    return Answers.from(
        () -> release.describe().getRawDescription().getExecutionConfig().getTaskQueue().getName());
  }

  private Optional<String> latestRun(ReleaseName name) {
    try {
      return Optional.of(stub(name).describe().getExecution().getRunId());
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  private ClientException taken(ReleaseName name, WorkflowExecutionAlreadyStarted e) {
    boolean running =
        stub(name).describe().getStatus()
            == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    return running
        ? new ClientException(
            Kind.REFUSED,
            "a release of " + name + " is running already",
            "Follow it with: countersign release watch " + name,
            e)
        : new ClientException(
            Kind.REFUSED,
            name + " has been released already; a version is released once",
            "Give what you release now a version of its own in metadata.version",
            e);
  }

  private WorkflowStub stub(ReleaseName name) {
    return client.newUntypedWorkflowStub(name.workflowId());
  }

  private static String idOf(Envelope envelope) {
    return Digests.parse(envelope.digest());
  }
}
