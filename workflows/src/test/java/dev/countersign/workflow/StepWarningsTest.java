package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a step goes on in spite of, and who is told. */
@Timeout(120)
class StepWarningsTest extends SteeredRelease {

  @Test
  void a_step_s_warnings_stand_in_the_details_and_let_it_go_on() {
    Check passed = ScriptedWorld.finding("error-rate", Verdict.PASS);
    Check warned =
        ScriptedWorld.finding("ungrouped-decisions", Verdict.WARN)
            .withNote("12 of 400 told no group");
    world.measured.put("internal", List.of(passed, warned));
    ReleaseWorkflow release = signed();
    assertThat(harness.result().outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(release.status().rollout().warnings())
        .singleElement()
        .asString()
        .startsWith("internal: ungrouped-decisions age")
        .contains("12 of 400 told no group");
    assertThat(detailsOfTheRollout()).contains("- warning: internal: ungrouped-decisions age");
  }

  private String detailsOfTheRollout() {
    return harness
        .client()
        .newUntypedWorkflowStub(RolloutWorkflow.id("production", ScriptedWorld.MODEL))
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }
}
