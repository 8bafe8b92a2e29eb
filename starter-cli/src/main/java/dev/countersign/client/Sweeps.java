package dev.countersign.client;

import dev.countersign.activity.Forgotten;
import dev.countersign.activity.SweepReport;
import dev.countersign.activity.SweepReport.Swept;
import dev.countersign.client.ClientException.Kind;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.ForgetRequest;
import dev.countersign.workflow.ForgetWorkflow;
import dev.countersign.workflow.SweepWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.InstantSource;

/** Has traffic swept now, and routers that are gone for good forgotten. */
public final class Sweeps {
  private static final String SEE = "See what is known with: countersign traffic sweep";

  private final WorkflowClient client;
  private final String taskQueue;
  private final WorkerAnswers answers;

  /**
   * @param taskQueue of the workers that sweep
   * @param patience with them
   */
  public Sweeps(WorkflowClient client, String taskQueue, Patience patience, InstantSource clock) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.answers = new WorkerAnswers(client, patience, clock);
  }

  /**
   * Sweeps, or waits for a sweep by hand that runs already.
   *
   * @throws ClientException if Temporal or a worker does not answer
   */
  public SweepReport sweep() {
    String id = SweepWorkflow.ID + "-by-hand";
    Awaited sweep =
        Awaited.run("the sweep", id, "the same command then waits for this sweep, or sweeps anew");
    answers.requireWorker(taskQueue, sweep);
    WorkflowStub run =
        started(
            SweepWorkflow.class,
            options(id, "give back traffic without a living rollout")
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING));
    return answers.await(
        taskQueue, sweep, () -> run.getResult(SweepReport.class), () -> RunProgress.of(run));
  }

  /**
   * Takes a router off the list.
   *
   * @param command signed over the router's digest
   * @throws ClientException of kind REFUSED if the order does not hold, or traffic may depend on it
   */
  public Forgotten forget(Swept router, Command command) {
    String id = ForgetWorkflow.id(router);
    Awaited order =
        Awaited.run(
            "the order to forget the router " + router.id(),
            id,
            "countersign traffic sweep then shows whether it is swept on");
    answers.requireWorker(taskQueue, order);
    WorkflowStub run =
        started(
            ForgetWorkflow.class,
            options(id, "forget the router " + router.id())
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL),
            new ForgetRequest(router, command));
    return answers.await(taskQueue, order, () -> forgotten(run, router), () -> RunProgress.of(run));
  }

  private static Forgotten forgotten(WorkflowStub run, Swept router) {
    try {
      return run.getResult(Forgotten.class);
    } catch (WorkflowFailedException e) {
      throw new ClientException(
          Kind.REFUSED,
          "the router %s is swept on: %s".formatted(router.id(), Answers.innermost(e)),
          SEE,
          e);
    }
  }

  private WorkflowStub started(
      Class<?> workflow, WorkflowOptions.Builder options, Object... arguments) {
    WorkflowStub run = WorkflowStub.fromTyped(client.newWorkflowStub(workflow, options.build()));
    return Answers.from(
        () -> {
          try {
            run.start(arguments);
            return run;
          } catch (WorkflowExecutionAlreadyStarted e) {
            throw new ClientException(Kind.REFUSED, "somebody orders the same just now", SEE, e);
          }
        });
  }

  private WorkflowOptions.Builder options(String id, String summary) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(taskQueue)
        .setStaticSummary(summary);
  }
}
