package dev.countersign.worker.temporal;

import dev.countersign.workflow.SweepWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Temporal's schedule of the traffic sweep: one for all workers of a namespace, as the worker
 * that started last was told. A server without schedules, as the embedded one, has none; there the
 * router's own lease is all there is.
 */
public final class SweepSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(SweepSchedule.class);

  private final WorkflowServiceStubs stubs;
  private final String namespace;
  private final DataConverter converter;
  private final String taskQueue;
  private final Duration every;

  /**
   * @param every how often; zero for never
   */
  public SweepSchedule(
      WorkflowServiceStubs stubs,
      String namespace,
      DataConverter converter,
      String taskQueue,
      Duration every) {
    this.stubs = stubs;
    this.namespace = namespace;
    this.converter = converter;
    this.taskQueue = taskQueue;
    this.every = every;
  }

  /**
   * Creates it, or sets it right.
   *
   * @throws StatusRuntimeException if the server does not answer
   */
  public void ensure() {
    if (every.isZero()) {
      return;
    }
    ScheduleClient client =
        ScheduleClient.newInstance(
            stubs,
            ScheduleClientOptions.newBuilder()
                .setNamespace(namespace)
                .setDataConverter(converter)
                .build());
    try {
      var _ =
          client.createSchedule(SweepWorkflow.ID, schedule(), ScheduleOptions.newBuilder().build());
      LOG.info("traffic is swept every {}", every);
    } catch (ScheduleAlreadyRunningException there) {
      client
          .getHandle(SweepWorkflow.ID)
          .update(
              input ->
                  new ScheduleUpdate(
                      Schedule.newBuilder(schedule())
                          .setState(input.getDescription().getSchedule().getState())
                          .build()));
    } catch (ScheduleException | StatusRuntimeException e) {
      switch (codeOf(e)) {
        case UNIMPLEMENTED ->
            LOG.info(
                "this Temporal has no schedules; traffic is not swept, leases end by themselves");
        case PERMISSION_DENIED, UNAUTHENTICATED ->
            LOG.warn(
                "this namespace lets a worker keep no schedule, so traffic is not swept. Run every"
                    + " minute, as somebody who may: countersign traffic sweep");
        default -> throw e;
      }
    }
  }

  private Schedule schedule() {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(SweepWorkflow.class)
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(SweepWorkflow.ID)
                        .setTaskQueue(taskQueue)
                        .setWorkflowExecutionTimeout(Duration.ofMinutes(15))
                        .setStaticSummary("give back traffic without a living rollout")
                        // the SDK can't describe a schedule that has a summary and no details
                        .setStaticDetails(
                            "Its result lists every router that a rollout ever moved.")
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(every)))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(Duration.ofMinutes(1))
                .build())
        .build();
  }

  private static Status.Code codeOf(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException status) {
        return status.getStatus().getCode();
      }
    }
    return Status.Code.UNKNOWN;
  }
}
