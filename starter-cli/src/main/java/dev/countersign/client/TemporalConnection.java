package dev.countersign.client;

import dev.countersign.client.ClientException.Kind;
import dev.countersign.workflow.Payloads;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A connection to Temporal that is known to work. */
public final class TemporalConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalConnection(WorkflowServiceStubs stubs, WorkflowClient client) {
    this.stubs = stubs;
    this.client = client;
  }

  /**
   * Connects, and asks for the namespace, so that a wrong address, a missing namespace or a refused
   * key shows here and now.
   *
   * @param identity what histories call the caller; proves nothing
   * @throws ClientException of kind UNREACHABLE within seconds, if there is no way in
   */
  public static TemporalConnection open(ConnectionSettings.Resolved where, String identity) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(where.stubs()).build());
    try {
      probe(stubs, where.namespace());
    } catch (StatusRuntimeException e) {
      stubs.shutdownNow();
      throw unreachable(where, e);
    }
    WorkflowClientOptions options =
        WorkflowClientOptions.newBuilder()
            .setNamespace(where.namespace())
            .setIdentity(identity)
            .setDataConverter(Payloads.converter())
            .build();
    return new TemporalConnection(stubs, WorkflowClient.newInstance(stubs, options));
  }

  /** The client, with the data converter of releases. */
  public WorkflowClient client() {
    return client;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(1, TimeUnit.SECONDS);
  }

  /**
   * Asks Temporal for a namespace.
   *
   * @throws StatusRuntimeException if it doesn't answer, or says no
   */
  public static void probe(WorkflowServiceStubs stubs, String namespace) {
    var request = DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build();
    Object answer =
        stubs
            .blockingStub()
            .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .describeNamespace(request);
    if (answer == null) {
      throw Status.INTERNAL.withDescription("no answer").asRuntimeException();
    }
  }

  /** Why there is no way in, and what to do. */
  public static ClientException unreachable(
      ConnectionSettings.Resolved where, StatusRuntimeException e) {
    Status status = e.getStatus();
    String remedy =
        switch (status.getCode()) {
          case NOT_FOUND ->
              "Create the namespace with: temporal operator namespace create --address "
                  + where.address()
                  + " "
                  + where.namespace()
                  + "  or name another one with --namespace";
          case UNAUTHENTICATED, PERMISSION_DENIED ->
              "Check TEMPORAL_API_KEY or TEMPORAL_TLS_CLIENT_CERT_PATH and _KEY_PATH, or the profile";
          case UNAVAILABLE, DEADLINE_EXCEEDED, UNKNOWN, INTERNAL, CANCELLED ->
              "Start one with: temporal server start-dev   or say where it is with --address or"
                  + " TEMPORAL_ADDRESS (TLS: TEMPORAL_TLS=true)";
          case OK,
              INVALID_ARGUMENT,
              ALREADY_EXISTS,
              RESOURCE_EXHAUSTED,
              FAILED_PRECONDITION,
              ABORTED,
              OUT_OF_RANGE,
              UNIMPLEMENTED,
              DATA_LOSS ->
              "Check the address and the namespace; Temporal itself answered";
        };
    return new ClientException(
        Kind.UNREACHABLE, "can't reach Temporal at " + where + ": " + reasonOf(status), remedy, e);
  }

  private static String reasonOf(Status status) {
    String description = status.getDescription();
    Throwable cause = status.getCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause != null && cause.getMessage() != null) {
      return cause.getMessage();
    }
    return description == null ? status.getCode().name() : description;
  }
}
