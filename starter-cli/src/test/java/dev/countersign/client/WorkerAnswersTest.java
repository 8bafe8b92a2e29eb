package dev.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.client.ClientException.Kind;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Waiting where Temporal doesn't say whether a worker is there: the embedded one can't. */
class WorkerAnswersTest {

  @Test
  void whereTemporalDoesNotSayWhetherAWorkerIsThereTheWaitHasALimitThatIsSaid() {
    List<String> said = new CopyOnWriteArrayList<>();
    Patience patience = new Patience(Duration.ofHours(1), Duration.ofSeconds(5), said::add);
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      var client = temporal.getWorkflowClient();
      Sweeps sweeps = new Sweeps(client, "served-by-nobody", patience, InstantSource.system());
      assertThatThrownBy(sweeps::sweep)
          .isInstanceOfSatisfying(
              ClientException.class,
              failure -> {
                assertThat(failure.kind()).isEqualTo(Kind.NO_WORKER);
                assertThat(failure)
                    .hasMessageContaining("the sweep stayed unanswered for")
                    .hasMessageContaining("does not say whether a worker is there: UNIMPLEMENTED")
                    .hasMessageContaining("stays started");
                assertThat(failure.remedy())
                    .contains("countersign worker", "then waits for this sweep");
              });
      assertThat(said).hasSize(1);
      assertThat(said.getFirst())
          .contains("UNIMPLEMENTED", "this waits 5 s at most", "Ctrl-C ends the waiting");
      assertThat(
              client
                  .newUntypedWorkflowStub("countersign-traffic-sweep-by-hand")
                  .describe()
                  .getStatus())
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    }
  }
}
