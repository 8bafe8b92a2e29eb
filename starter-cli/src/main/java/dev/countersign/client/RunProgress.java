package dev.countersign.client;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.util.stream.Collectors;

/** What a run is at, as Temporal knows it without asking any worker. */
final class RunProgress {
  private static final int LONGEST = 160;

  private RunProgress() {}

  /** In words; empty where nothing is known. */
  static String of(WorkflowStub run) {
    try {
      return of(run.describe().getRawDescription());
    } catch (WorkflowException | StatusRuntimeException e) {
      return "";
    }
  }

  static String of(DescribeWorkflowExecutionResponse run) {
    int tries = run.getPendingWorkflowTask().getAttempt();
    if (tries > 1) {
      return "workers failed to take it up %d times, see their logs".formatted(tries - 1);
    }
    return run.getPendingActivitiesList().stream()
        .map(RunProgress::words)
        .collect(Collectors.joining(", "));
  }

  private static String words(PendingActivityInfo activity) {
    String name = activity.getActivityType().getName();
    if (activity.getAttempt() < 2) {
      return name;
    }
    String failure = activity.getLastFailure().getMessage().lines().findFirst().orElse("");
    return "%s, attempt %d: %s"
        .formatted(
            name,
            activity.getAttempt(),
            failure.length() > LONGEST ? failure.substring(0, LONGEST) + "…" : failure);
  }
}
