package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.activity.Released;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollbackTest {
  private final ReleaseHarness harness = new ReleaseHarness();

  @AfterEach
  void stop() {
    harness.close();
  }

  private RollbackResult rollBack() {
    return harness
        .client()
        .newWorkflowStub(
            RollbackWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue("countersign")
                .setWorkflowId(RolloutWorkflow.id("production", ScriptedWorld.MODEL))
                .build())
        .rollBack(
            new RollbackRequest(
                ScriptedWorld.MODEL,
                ScriptedWorld.VERSION,
                "production",
                new Command("olga", "complaints")));
  }

  @Test
  void a_released_version_goes_back_to_the_former_champion() {
    harness.everybodySigns(harness.start());
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(rollBack().probe()).contains("version 1");
    assertThat(harness.world.calls).containsSubsequence("restore-former", "record ROLLED_BACK");
    assertThat(harness.world.notices)
        .anyMatch(n -> n.body().contains("olga (not signed): complaints"));
  }

  @Test
  void what_was_never_released_can_t_be_rolled_back() {
    assertThatThrownBy(this::rollBack).hasStackTraceContaining("was never released");
    assertThat(harness.world.calls).doesNotContain("restore-former");
  }

  @Test
  void after_its_window_a_release_stays() {
    harness.everybodySigns(harness.start());
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    Released done = harness.world.released;
    harness.world.released =
        new Released(
            done.release(),
            done.run(),
            done.model(),
            done.incumbent(),
            done.at().minus(Duration.ofDays(2)),
            done.passport());
    assertThatThrownBy(this::rollBack).hasStackTraceContaining("the rollback window");
    assertThat(harness.world.calls).doesNotContain("restore-former");
  }
}
