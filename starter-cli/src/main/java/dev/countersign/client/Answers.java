package dev.countersign.client;

import dev.countersign.client.ClientException.Kind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.TemporalFailure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks Temporal something and says every failure as a {@link ClientException}. What only a worker
 * can answer is asked through {@link WorkerAnswers}.
 */
final class Answers {
  private Answers() {}

  static <T> T from(Supplier<T> question) {
    try {
      return question.get();
    } catch (ClientException e) {
      throw e;
    } catch (WorkflowNotFoundException e) {
      throw new ClientException(
          Kind.NOT_FOUND,
          "there is no release with the id " + e.getExecution().getWorkflowId(),
          "See what there is with: countersign release list",
          e);
    } catch (WorkflowUpdateException e) {
      throw refused(e);
    } catch (RuntimeException e) {
      throw unanswered(e);
    }
  }

  private static ClientException refused(WorkflowUpdateException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said =
        cause instanceof TemporalFailure failure
            ? failure.getOriginalMessage()
            : cause.getMessage();
    return new ClientException(
        Kind.REFUSED,
        said == null ? "the release refused it" : said,
        "Look at the release with: countersign release status "
            + e.getExecution().getWorkflowId().replaceFirst("^release/", ""),
        e);
  }

  private static RuntimeException unanswered(RuntimeException e) {
    Status.Code code = codeOf(e);
    if (e instanceof WorkflowQueryException
        || code == Status.Code.FAILED_PRECONDITION
        || code == Status.Code.DEADLINE_EXCEEDED) {
      return noWorker(e);
    }
    if (code == Status.Code.INVALID_ARGUMENT) {
      return new ClientException(
          Kind.REFUSED,
          "Temporal refuses the question: " + innermost(e),
          "Where search attributes are unknown, a worker registers them when it starts",
          e);
    }
    if (code == null && !(e instanceof WorkflowException)) {
      return e; // none of Temporal's: a mistake of ours
    }
    return new ClientException(
        Kind.UNREACHABLE,
        "Temporal does not answer: " + innermost(e),
        "Check that it runs and that --address or TEMPORAL_ADDRESS points at it",
        e);
  }

  private static ClientException noWorker(Throwable e) {
    return new ClientException(
        Kind.NO_WORKER,
        "Temporal knows the release, but no worker answers for it",
        "Start one with: countersign worker --root DIR   against the same Temporal",
        e);
  }

  /** What gRPC says of it; null where it says nothing. */
  private static Status.@Nullable Code codeOf(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException status) {
        return status.getStatus().getCode();
      }
    }
    return null;
  }

  static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
