package dev.countersign.client;

import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether a worker is there, as Temporal knows it: who asks a task queue for workflow tasks. */
final class Workers {
  /** An idle worker asks anew every minute; one that has not for so long is gone. */
  static final Duration FRESH = Duration.ofSeconds(90);

  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

  private final WorkflowClient client;
  private final InstantSource clock;

  /** Whether a worker is there. */
  sealed interface Presence {
    /**
     * One is.
     *
     * @param ago since it last asked for work
     */
    record There(Duration ago) implements Presence {}

    /**
     * None is.
     *
     * @param ago since the last one asked for work; null where Temporal remembers none
     */
    record Nobody(@Nullable Duration ago) implements Presence {}

    /**
     * Temporal doesn't say: it can't, or won't say it to this caller.
     *
     * @param why its own words
     */
    record Untold(String why) implements Presence {}
  }

  /**
   * @param clock the caller's; what Temporal says is compared with it
   */
  Workers(WorkflowClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Who is there now. */
  Presence at(String taskQueue) {
    var request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
            .build();
    try {
      var answer =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
              .describeTaskQueue(request);
      return among(answer.getPollersList(), clock.instant());
    } catch (StatusRuntimeException e) {
      String said = e.getStatus().getDescription();
      return new Presence.Untold(
          e.getStatus().getCode().name() + (said == null ? "" : " (" + said + ")"));
    }
  }

  /** Whether one of those who asked for work is still there at {@code now}. */
  static Presence among(List<PollerInfo> pollers, Instant now) {
    Duration ago =
        pollers.stream()
            .map(poller -> Duration.between(instant(poller.getLastAccessTime()), now))
            .min(Comparator.naturalOrder())
            .orElse(null);
    if (ago == null || ago.compareTo(FRESH) > 0) {
      return new Presence.Nobody(ago);
    }
    return new Presence.There(Objects.requireNonNull(ago.isNegative() ? Duration.ZERO : ago));
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
