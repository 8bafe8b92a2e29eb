package dev.countersign.worker.temporal;

import dev.countersign.client.ConnectionSettings;
import dev.countersign.workflow.Attributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a namespace knows the search attributes of releases. A workflow that names one
 * the namespace does not know is stuck, so a worker serves only where they are known.
 */
public final class SearchAttributeRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(SearchAttributeRegistration.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ConnectionSettings.Resolved where;

  public SearchAttributeRegistration(ConnectionSettings.Resolved where) {
    this.where = where;
  }

  /**
   * Registers what is missing.
   *
   * @throws StatusRuntimeException if the server does not answer
   * @throws MissingAttributesException if some are missing and can't be registered from here
   */
  public void ensure() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder(where.stubs()).validateAndBuildWithDefaults());
    try {
      Optional<Set<String>> known = known(operator);
      Map<String, IndexedValueType> missing = new LinkedHashMap<>();
      for (SearchAttributeKey<?> key : Attributes.all()) {
        missing.put(key.getName(), key.getValueType());
      }
      missing.keySet().removeAll(known.orElse(Set.of()));
      register(operator, missing, known.isPresent());
    } finally {
      operator.shutdownNow();
    }
  }

  /** What the namespace knows, or empty where it won't tell. */
  private Optional<Set<String>> known(OperatorServiceStubs operator) {
    try {
      var request =
          ListSearchAttributesRequest.newBuilder().setNamespace(where.namespace()).build();
      var answer = asking(operator).listSearchAttributes(request);
      return Optional.of(answer.getCustomAttributesMap().keySet());
    } catch (StatusRuntimeException e) {
      if (!isNotAllowed(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Whoever does not answer is asked again when the worker tries again. */
  private static OperatorServiceBlockingStub asking(OperatorServiceStubs operator) {
    return operator.blockingStub().withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void register(
      OperatorServiceStubs operator, Map<String, IndexedValueType> missing, boolean certain) {
    for (Map.Entry<String, IndexedValueType> attribute : missing.entrySet()) {
      try {
        var _ =
            asking(operator)
                .addSearchAttributes(
                    AddSearchAttributesRequest.newBuilder()
                        .setNamespace(where.namespace())
                        .putSearchAttributes(attribute.getKey(), attribute.getValue())
                        .build());
        LOG.info("registered search attribute {}", attribute.getKey());
      } catch (StatusRuntimeException e) {
        if (isNotAllowed(e)) {
          notAllowed(missing, certain, e);
          return;
        }
        if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
          throw e;
        }
      }
    }
  }

  private void notAllowed(
      Map<String, IndexedValueType> missing, boolean certain, StatusRuntimeException e) {
    if (certain) {
      throw new MissingAttributesException(command(missing), e);
    }
    LOG.warn(
        "this namespace lets a worker neither list nor add search attributes. If a release is stuck"
            + " with BadSearchAttributes, run: {}",
        command(missing));
  }

  private String command(Map<String, IndexedValueType> missing) {
    return "temporal operator search-attribute create --address "
        + where.address()
        + " --namespace "
        + where.namespace()
        + missing.entrySet().stream()
            .map(entry -> " --name " + entry.getKey() + " --type " + typeOf(entry.getValue()))
            .collect(Collectors.joining())
        + "   (Temporal Cloud: tcld namespace search-attributes add --namespace "
        + where.namespace()
        + missing.entrySet().stream()
            .map(entry -> " --sa " + entry.getKey() + "=" + typeOf(entry.getValue()))
            .collect(Collectors.joining())
        + ")";
  }

  private static String typeOf(IndexedValueType type) {
    return switch (type) {
      case INDEXED_VALUE_TYPE_TEXT -> "Text";
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_INT -> "Int";
      case INDEXED_VALUE_TYPE_DOUBLE -> "Double";
      case INDEXED_VALUE_TYPE_BOOL -> "Bool";
      case INDEXED_VALUE_TYPE_DATETIME -> "Datetime";
      case INDEXED_VALUE_TYPE_KEYWORD_LIST -> "KeywordList";
      case INDEXED_VALUE_TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("a search attribute without a type");
    };
  }

  private static boolean isNotAllowed(StatusRuntimeException e) {
    return switch (e.getStatus().getCode()) {
      case PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED -> true;
      case OK,
          CANCELLED,
          UNKNOWN,
          INVALID_ARGUMENT,
          DEADLINE_EXCEEDED,
          NOT_FOUND,
          ALREADY_EXISTS,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          INTERNAL,
          UNAVAILABLE,
          DATA_LOSS ->
          false;
    };
  }
}
