package dev.countersign.client;

import dev.countersign.client.ClientException.Kind;
import dev.countersign.workflow.Attributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.SearchAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists releases by their search attributes, without asking any worker. */
public final class ReleaseListing {
  private final WorkflowClient client;

  /**
   * A release as the list of a server knows it.
   *
   * @param release {@code model/version}
   * @param run its run's id
   * @param status what the run is doing, for example {@code running}
   * @param stage where it is
   * @param outcome how it ended; null while it runs
   * @param risk its tier
   * @param awaiting roles of the seats it waits for
   * @param traffic percent of traffic the candidate has
   * @param startedAt when it began, to the second
   */
  public record Listed(
      String release,
      String run,
      String status,
      @Nullable String stage,
      @Nullable String outcome,
      @Nullable String risk,
      List<String> awaiting,
      @Nullable Double traffic,
      Instant startedAt) {}

  public ReleaseListing(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Lists.
   *
   * @param model only of this model; null means all
   * @param running only those that have not ended
   * @param limit at most so many, latest first
   * @throws ClientException if the server can't list: the embedded one can't; if no model can have
   *     that name
   */
  public List<Listed> list(@Nullable String model, boolean running, int limit) {
    StringBuilder query = new StringBuilder("WorkflowType = 'Release'");
    if (model != null) {
      query.append(" AND ReleaseModel = '").append(named(model)).append('\'');
    }
    if (running) {
      query.append(" AND ExecutionStatus = 'Running'");
    }
    return Answers.from(
        () -> {
          try (Stream<WorkflowExecutionMetadata> runs = client.listExecutions(query.toString())) {
            return runs.limit(limit).map(ReleaseListing::listed).toList();
          } catch (StatusRuntimeException e) {
            throw e.getStatus().getCode() == Status.Code.UNIMPLEMENTED ? cannotList(e) : e;
          }
        });
  }

  /** A name that can't end the quotation it stands in. */
  private static String named(String model) {
    try {
      return new ReleaseName(model, "any").model();
    } catch (IllegalArgumentException e) {
      throw new ClientException(
          Kind.BAD_INPUT, String.valueOf(e.getMessage()), "Write the model's own name", e);
    }
  }

  private static ClientException cannotList(StatusRuntimeException e) {
    return new ClientException(
        Kind.REFUSED,
        "this server is embedded and can't list",
        "Name the release: countersign release status model/version",
        e);
  }

  private static Listed listed(WorkflowExecutionMetadata run) {
    SearchAttributes attributes = run.getTypedSearchAttributes();
    return new Listed(
        run.getExecution().getWorkflowId().replaceFirst("^release/", ""),
        run.getExecution().getRunId(),
        run.getStatus()
            .name()
            .replace("WORKFLOW_EXECUTION_STATUS_", "")
            .toLowerCase(Locale.ROOT)
            .replace('_', ' '),
        attributes.get(Attributes.STAGE),
        attributes.get(Attributes.OUTCOME),
        attributes.get(Attributes.RISK),
        Objects.requireNonNullElse(attributes.get(Attributes.AWAITING), List.of()),
        attributes.get(Attributes.TRAFFIC),
        run.getStartTime().truncatedTo(ChronoUnit.SECONDS));
  }
}
