package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.IntakeTask;
import dev.countersign.manifest.RiskTier;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The rollout of another version of the same model, of a release that is elsewhere. */
record OtherRollout(WorkflowStub stub) {

  static OtherRollout start(ReleaseHarness harness, ScriptedWorld world) {
    FrozenRelease release =
        Objects.requireNonNull(
            new ScriptedIntake(world)
                .intake(new IntakeTask("manifest", "file:/", null, "run", Instant.EPOCH))
                .release());
    RolloutWorkflow rollout =
        harness
            .client()
            .newWorkflowStub(
                RolloutWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue("countersign")
                    .setWorkflowId(RolloutWorkflow.id("production", ScriptedWorld.MODEL))
                    .build());
    WorkflowClient.start(
        rollout::rollOut,
        new RolloutRequest(
            "release/credit-risk/9",
            ScriptedWorld.MODEL,
            RiskTier.HIGH,
            release.rollout(),
            ScriptedWorld.model("9"),
            ScriptedWorld.model("1"),
            release.document(),
            List.of()));
    return new OtherRollout(WorkflowStub.fromTyped(rollout));
  }

  RolloutResult result() {
    return stub.getResult(RolloutResult.class);
  }
}
