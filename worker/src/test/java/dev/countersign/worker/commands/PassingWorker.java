package dev.countersign.worker.commands;

import dev.countersign.activity.NotifyActivities;
import dev.countersign.activity.RegistryActivities;
import dev.countersign.activity.SignOffActivities;
import dev.countersign.activity.TrafficActivities;
import dev.countersign.client.TemporalConnection;
import dev.countersign.testing.Eventually;
import dev.countersign.workflow.RollbackWorkflowImpl;
import dev.countersign.workflow.RolloutWorkflow;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.concurrent.TimeUnit;

/** A worker for rollbacks alone, on a task queue of its own, that comes and goes. */
final class PassingWorker implements AutoCloseable {
  static final String QUEUE = "passing";
  private static final String TYPE = "Rollback";
  private static final String ENVIRONMENT = "production";

  private final Live live;
  private final TemporalConnection connection;
  private final WorkflowClient client;
  private WorkerFactory workers;

  PassingWorker(Live live) {
    this.live = live;
    connection = live.connection();
    client = connection.client();
    workers = WorkerFactory.newInstance(client);
  }

  /** Takes workflow tasks only: what it asks others for stays undone. */
  void comesWithoutActivities() {
    var _ = worker();
    start();
  }

  /** With everything a rollback needs, over the state of the other worker. */
  void comes() {
    worker()
        .registerActivitiesImplementations(
            live.worker.getBean(NotifyActivities.class),
            live.worker.getBean(RegistryActivities.class),
            live.worker.getBean(SignOffActivities.class),
            live.worker.getBean(TrafficActivities.class));
    start();
  }

  private Worker worker() {
    workers =
        WorkerFactory.newInstance(
            client, WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build());
    Worker worker = workers.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(RollbackWorkflowImpl.class);
    return worker;
  }

  private void start() {
    workers.start();
    var request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace("default")
            .setTaskQueue(TaskQueue.newBuilder().setName(QUEUE))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
            .build();
    Eventually.holds(
        "Temporal knows of the worker",
        () ->
            client
                    .getWorkflowServiceStubs()
                    .blockingStub()
                    .describeTaskQueue(request)
                    .getPollersCount()
                > 0);
  }

  void goes() {
    workers.shutdownNow();
    workers.awaitTermination(1, TimeUnit.MINUTES);
  }

  /** Waits until a rollback has asked for something. */
  void awaitRollback(String model) {
    WorkflowStub latest = client.newUntypedWorkflowStub(RolloutWorkflow.id(ENVIRONMENT, model));
    Eventually.holds(
        "a rollback of " + model + " asks for something",
        () -> {
          WorkflowExecutionDescription run = latest.describe();
          return run.getWorkflowType().equals(TYPE)
              && run.getRawDescription().getPendingActivitiesCount() > 0;
        });
  }

  /** How many rollbacks were ever started. */
  long rollbacks(String model) {
    String id = RolloutWorkflow.id(ENVIRONMENT, model);
    try (var runs =
        client.listExecutions("WorkflowType = '%s' AND WorkflowId = '%s'".formatted(TYPE, id))) {
      return runs.count();
    }
  }

  @Override
  public void close() {
    goes();
    connection.close();
  }
}
