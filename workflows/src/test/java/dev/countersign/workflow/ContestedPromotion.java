package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ClientInterceptor;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A promotion that the release has accepted just as what it is about ends by itself. Whoever gave
 * it must never wait for an answer that can't come.
 */
abstract class ContestedPromotion {
  static final String ROLLOUT = RolloutWorkflow.id("production", ScriptedWorld.MODEL);

  HeldTask held;
  ReleaseHarness harness;
  private ReleaseWorkflow release;

  /** A release whose worker speaks through the interceptor. */
  abstract ReleaseHarness harness(ClientInterceptor interceptor);

  /**
   * Starts a release that everybody has signed for.
   *
   * @param holding which command of its worker, or its rollout's, is held back the first time
   * @param bakes whether the first step bakes until it is stopped
   */
  final void start(CommandType holding, boolean bakes) {
    held = new HeldTask(holding);
    harness = harness(held);
    harness.world.bakesUntilStopped = bakes;
    release = harness.start();
    harness.everybodySigns(release);
  }

  @AfterEach
  void stop() {
    held.send();
    harness.close();
  }

  final ReleaseView await(Predicate<ReleaseView> looks) {
    return harness.await(release, looks);
  }

  final CompletableFuture<Void> promoted() {
    CompletableFuture<Void> promotion =
        CompletableFuture.runAsync(() -> release.promote(SteeredRelease.OLGA));
    awaitEvent(ReleaseHarness.ID, EventType.EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED);
    return promotion;
  }

  private void awaitEvent(String workflowId, EventType type) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (harness.client().fetchHistory(workflowId).getEvents().stream()
        .noneMatch(event -> event.getEventType() == type)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("never came: " + type);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  static void assertEnded(CompletableFuture<Void> promotion) {
    assertRefused(promotion, "ENDED: the rollout ended meanwhile");
  }

  static void assertRefused(CompletableFuture<Void> promotion, String why) {
    assertThatThrownBy(() -> promotion.get(1, TimeUnit.MINUTES))
        .hasCauseInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining(why);
  }

  @Test
  void a_rollout_that_completes_without_an_answer_ends_the_wait_for_it() {
    start(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION, false);
    held.await();
    CompletableFuture<Void> promotion = promoted();
    held.send();
    assertEnded(promotion);
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    awaitEvent(ROLLOUT, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
  }
}
