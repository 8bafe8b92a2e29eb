package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.IntakeActivities;
import dev.countersign.activity.IntakeReport;
import dev.countersign.activity.IntakeTask;
import dev.countersign.activity.RolloutTerms;
import dev.countersign.activity.Submitter;
import dev.countersign.activity.Unchanged;
import dev.countersign.approval.Seat;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.RolloutSpec;
import dev.countersign.manifest.UseCase;
import dev.countersign.passport.ReleaseDigest;
import dev.countersign.policy.EffectivePolicy;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.RolloutPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Intake that accepts, refuses or finds altered what a test says. */
final class ScriptedIntake implements IntakeActivities {
  private final ScriptedWorld world;

  ScriptedIntake(ScriptedWorld world) {
    this.world = world;
  }

  @Override
  public IntakeReport intake(IntakeTask task) {
    world.called("intake");
    if (!world.problems.isEmpty()) {
      return new IntakeReport(null, world.problems);
    }
    return new IntakeReport(frozen(ScriptedWorld.ref("data").digest()), List.of());
  }

  private FrozenRelease frozen(String data) {
    Map<String, CheckBar> bars =
        Map.of(
            "error-rate",
            new CheckBar(null, 0.02, null, Severity.BLOCK, DecideOn.ESTIMATE, "test"));
    RolloutPlan plan =
        RolloutPlan.of(
            new RolloutSpec(
                "production",
                world.onConflict,
                Map.of(),
                Map.of(),
                List.of(
                    new RolloutSpec.Step("internal", 0, world.bake.toSeconds() + "s", null),
                    new RolloutSpec.Step(null, 25, world.bake.toSeconds() + "s", null),
                    new RolloutSpec.Step(null, 100, world.bake.toSeconds() + "s", null)),
                world.freezes,
                world.progressDeadline,
                null,
                List.of()),
            bars);
    return new FrozenRelease(
        ScriptedWorld.MODEL,
        ScriptedWorld.VERSION,
        RiskTier.HIGH,
        UseCase.CREDITWORTHINESS,
        ScriptedWorld.ref("release.json"),
        ReleaseDigest.of(
            ScriptedWorld.ref("manifest").digest(),
            ScriptedWorld.ref("policy").digest(),
            Map.of("source", data),
            null),
        world.training == null ? ScriptedWorld.model(ScriptedWorld.VERSION) : null,
        world.training,
        List.of("age"),
        List.of("ci@bank.example"),
        new Submitter("ci@bank.example", null),
        List.of(
            new Seat("tech-lead", Board.DEPLOYMENT, List.of(), Duration.ofDays(3)),
            new Seat("legal", Board.DEPLOYMENT, List.of(), Duration.ofDays(3))),
        new EffectivePolicy.Waivers(Duration.ofDays(60), List.of("tech-lead", "legal")),
        Duration.ofDays(2),
        new RolloutTerms(
            world.onConflict,
            "embedded",
            Map.of(),
            "embedded",
            Map.of(),
            new Fallback("people", null),
            true,
            null,
            plan,
            world.promoters),
        Duration.ofDays(1),
        true);
  }

  @Override
  public Unchanged confirmUnchanged(FrozenRelease release) {
    world.called("confirm-unchanged");
    return new Unchanged(world.altered);
  }

  @Override
  public IntakeReport freezeAgain(FrozenRelease release) {
    world.called("freeze-again");
    world.altered = world.altersAgain ? world.altered : List.of();
    return world.problemsOfAltered.isEmpty()
        ? new IntakeReport(frozen(ScriptedWorld.ref("altered data").digest()), List.of())
        : new IntakeReport(null, world.problemsOfAltered);
  }
}
