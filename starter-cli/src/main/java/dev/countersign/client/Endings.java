package dev.countersign.client;

import dev.countersign.workflow.ReleaseResult;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;

/** Reads how a closed run ended. */
final class Endings {
  private Endings() {}

  static Ending of(WorkflowStub closed, WorkflowExecutionStatus status) {
    try {
      ReleaseResult result = closed.getResult(ReleaseResult.class);
      return new Ending(result, result.reason());
    } catch (WorkflowFailedException e) {
      return switch (e.getCause()) {
        case ApplicationFailure failure -> failed(failure);
        case TerminatedFailure terminated ->
            new Ending(null, "terminated by hand in Temporal: " + reasonOf(terminated));
        case TimeoutFailure timeout -> new Ending(null, "its run timed out in Temporal");
        case CanceledFailure cancelled -> new Ending(null, "cancelled in Temporal");
        case TemporalFailure failure -> new Ending(null, innermost(failure));
        case null, default ->
            new Ending(
                null, "closed as " + status.name().replace("WORKFLOW_EXECUTION_STATUS_", ""));
      };
    }
  }

  private static Ending failed(ApplicationFailure failure) {
    @Nullable ReleaseResult result =
        failure.getDetails().getSize() == 0
            ? null
            : failure.getDetails().get(0, ReleaseResult.class);
    return new Ending(result, result == null ? reasonOf(failure) : result.reason());
  }

  private static String innermost(TemporalFailure failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof TemporalFailure known ? reasonOf(known) : String.valueOf(cause);
  }

  private static String reasonOf(TemporalFailure failure) {
    return failure.getOriginalMessage() == null ? "no reason given" : failure.getOriginalMessage();
  }
}
