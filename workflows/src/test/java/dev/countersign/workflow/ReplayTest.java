package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workflows that are running when a new build is rolled out go on with it: histories of every
 * outcome, taken from runs on real servers, are replayed on every build.
 *
 * <p>A failure here means that the change needs {@code Workflow.getVersion}. Where no run of the
 * old code can be left, record them again: {@code scripts/record-histories}.
 */
class ReplayTest {
  /** A class loaded for the first time on a busy machine is no deadlock. */
  private static final WorkerOptions PATIENT =
      WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(60_000).build();

  private static final Path HISTORIES = Path.of("src/test/resources/histories");

  static List<Path> histories() {
    try (Stream<Path> files = Files.list(HISTORIES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void everyRecordedHistoryReplays(Path history) throws Exception {
    replay(read(history));
  }

  @Test
  void everyOutcomeOfAReleaseIsAmongThem() {
    Set<String> outcomes = new TreeSet<>();
    for (Path history : histories()) {
      HistoryEvent last = read(history).getEvents().getLast();
      if (type(history).equals("Release")) {
        outcomes.add(
            last.hasWorkflowExecutionCompletedEventAttributes()
                ? Outcome.RELEASED.name()
                : last.getWorkflowExecutionFailedEventAttributes()
                    .getFailure()
                    .getApplicationFailureInfo()
                    .getType());
      }
    }
    assertThat(outcomes)
        .contains(Stream.of(Outcome.values()).map(Outcome::name).toArray(String[]::new));
  }

  @Test
  void everyWorkflowIsAmongThem() {
    assertThat(histories().stream().map(ReplayTest::type))
        .contains("Release", "Rollout", "Rollback");
  }

  /** What a workflow would do otherwise shows: here the history is changed instead of the code. */
  @ParameterizedTest
  @MethodSource("histories")
  void aHistoryOfOtherWorkDoesNotReplay(Path history) throws IOException {
    String other =
        Files.readString(history)
            .replaceFirst("\"name\": ?\"(Intake|ReadRoute|FindReleased)\"", "\"name\": \"Other\"");
    assertThatThrownBy(() -> replay(WorkflowExecutionHistory.fromJson(other)))
        .hasStackTraceContaining("[TMPRL1100]");
  }

  private static String type(Path history) {
    return read(history)
        .getEvents()
        .getFirst()
        .getWorkflowExecutionStartedEventAttributes()
        .getWorkflowType()
        .getName();
  }

  private static WorkflowExecutionHistory read(Path history) {
    try {
      return WorkflowExecutionHistory.fromJson(Files.readString(history));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replay(WorkflowExecutionHistory history) throws Exception {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
            .build();
    try (TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker = server.newWorker("countersign", PATIENT);
      worker.registerWorkflowImplementationTypes(
          ReleaseWorkflowImpl.class, RolloutWorkflowImpl.class, RollbackWorkflowImpl.class);
      WorkflowReplayer.replayWorkflowExecution(history, worker);
    }
  }
}
