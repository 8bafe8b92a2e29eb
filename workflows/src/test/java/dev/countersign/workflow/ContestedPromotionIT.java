package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import io.grpc.ClientInterceptor;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a real server. Each case waits for a task's answer to be given up, so it belongs to the full
 * run; {@link ContestedPromotionTest} and the worker's tests of steering are in every one.
 */
@Tag("long")
class ContestedPromotionIT extends ContestedPromotion {
  @TempDir static Path folder;
  private static RealServer temporal;

  @BeforeAll
  static void startServer() {
    temporal = RealServers.temporal(folder);
  }

  @AfterAll
  static void stopServer() {
    temporal.close();
  }

  @Override
  ReleaseHarness harness(ClientInterceptor interceptor) {
    return new ReleaseHarness(
        options ->
            options
                .setUseExternalService(true)
                .setTarget(temporal.address())
                .setWorkflowServiceStubsOptions(
                    WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(temporal.address())
                        .setGrpcClientInterceptors(List.of(interceptor))
                        .build()));
  }

  /** The server that skips time tells no parent that a child was terminated. */
  @Test
  void a_rollout_that_is_terminated_before_its_answer_ends_the_wait_for_it() {
    start(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION, false);
    held.await();
    CompletableFuture<Void> promotion = promoted();
    harness.client().newUntypedWorkflowStub(ROLLOUT).terminate("over");
    assertEnded(promotion);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }

  /** The server that skips time refuses an answer that cancels what has ended meanwhile. */
  @Test
  void a_bake_that_ends_as_it_is_cut_short_counts_and_the_promotion_is_too_late() {
    start(CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK, true);
    await(view -> harness.world.calls.contains("bake internal"));
    CompletableFuture<Void> promotion = promoted();
    held.await();
    harness.world.bakesUntilStopped = false;
    await(
        view ->
            harness
                    .client()
                    .newUntypedWorkflowStub(ROLLOUT)
                    .describe()
                    .getRawDescription()
                    .getPendingActivitiesCount()
                == 0);
    held.send();
    assertRefused(promotion, "STEP_OVER: internal is over");
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
  }
}
