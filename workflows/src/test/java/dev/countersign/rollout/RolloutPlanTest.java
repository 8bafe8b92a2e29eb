package dev.countersign.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.GateSpec.CheckSpec;
import dev.countersign.manifest.RolloutSpec;
import dev.countersign.manifest.RolloutSpec.Analysis;
import dev.countersign.manifest.RolloutSpec.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutPlanTest {
  private static final CheckBar FLOOR =
      new CheckBar(null, 0.05, null, Severity.BLOCK, DecideOn.ESTIMATE, "floor");

  @Test
  void readsTheStepsOfAManifestAndKeepsTheInternalAudience() {
    RolloutPlan plan =
        RolloutPlan.of(
            spec(
                new Step("internal", 0, "2s", null),
                new Step(null, 5, "30m", null),
                new Step(null, 100, "1h30m", null)),
            Map.of());
    assertThat(plan.steps())
        .extracting(PlannedStep::name)
        .containsExactly("internal", "5 %", "100 %");
    assertThat(plan.steps()).extracting(PlannedStep::audience).containsOnly(Audience.INTERNAL);
    assertThat(plan.steps().getLast().bake()).isEqualTo(Duration.ofMinutes(90));
    assertThat(plan.patience()).isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void aShadowComesFirstIsJudgedByHowOftenItDisagreesAndEndsWithTheFirstLiveStep() {
    RolloutPlan plan =
        RolloutPlan.of(
            spec(
                new Step("shadow", 0, "1h", null),
                new Step(null, 5, "30m", null),
                new Step(null, 100, "30m", null)),
            Map.of());
    PlannedStep shadow = plan.steps().getFirst();
    assertThat(shadow.mirrors()).isTrue();
    assertThat(shadow.checks()).containsKeys("disagreement-rate", "error-rate");
    assertThat(shadow.checks().get("disagreement-rate").max()).isEqualTo(0.1);
    assertThat(plan.steps())
        .extracting(PlannedStep::audience)
        .containsExactly(Audience.SHADOW, Audience.NOBODY, Audience.NOBODY);
    assertThat(plan.steps().get(1).checks()).doesNotContainKey("disagreement-rate");
    assertThat(Audience.PILOT.includes(Audience.SHADOW)).isFalse();
    assertThat(Audience.SHADOW.includes(Audience.INTERNAL)).isFalse();
  }

  @Test
  void everyStepHasAnAbsoluteBarThatBlocks() {
    CheckBar comparison = new CheckBar(null, null, 5.0, Severity.BLOCK, DecideOn.ESTIMATE, "floor");
    RolloutPlan plan =
        RolloutPlan.of(spec(new Step(null, 100, "1s", null)), Map.of("latency-p95-ms", comparison));
    assertThat(plan.steps().getFirst().checks()).containsKeys("error-rate", "latency-p95-ms");
  }

  @Test
  void aManifestTightensThePolicyAndNeverLoosensIt() {
    assertThat(bar(new CheckSpec(null, 0.01, null, null, null)).max()).isEqualTo(0.01);
    CheckBar loosened = bar(new CheckSpec(null, 0.5, null, Severity.WARN, null));
    assertThat(loosened.max()).isEqualTo(0.05);
    assertThat(loosened.severity()).isEqualTo(Severity.BLOCK);
  }

  @Test
  void refusesPlansThatMakeNoSense() {
    assertRefused("never fall", new Step(null, 50, "1s", null), new Step(null, 5, "1s", null));
    assertRefused("100 %", new Step(null, 50, "1s", null));
    assertRefused("at least one step");
    assertRefused("to nobody", new Step(null, 0, "1s", null), new Step(null, 100, "1s", null));
    assertRefused("'soon'", new Step(null, 100, "soon", null));
    assertRefused("'0s'", new Step(null, 100, "0s", null));
    assertRefused("internal and pilot", new Step("everyone", 100, "1s", null));
    assertRefused("0 to 100", new Step(null, 101, "1s", null));
  }

  private static CheckBar bar(CheckSpec own) {
    Step step = new Step(null, 100, "1s", new Analysis(Map.of("error-rate", own)));
    RolloutPlan plan = RolloutPlan.of(spec(step), Map.of("error-rate", FLOOR));
    return plan.steps().getFirst().checks().get("error-rate");
  }

  private static void assertRefused(String because, Step... steps) {
    assertThatThrownBy(() -> RolloutPlan.of(spec(steps), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(because);
  }

  @Test
  void aRouteStandsUnrenewedForAMinuteUnlessTheManifestSaysOtherwise() {
    RolloutSpec spec = spec(new Step(null, 100, "1h", null));
    assertThat(RolloutPlan.of(spec, Map.of()).leaseTtl()).isEqualTo(Duration.ofMinutes(1));
    RolloutSpec longer =
        new RolloutSpec(
            "production",
            null,
            Map.of(),
            Map.of(),
            spec.steps(),
            List.of(),
            null,
            "2m30s",
            List.of());
    assertThat(RolloutPlan.of(longer, Map.of()).leaseTtl()).isEqualTo(Duration.ofSeconds(150));
  }

  private static RolloutSpec spec(Step... steps) {
    return new RolloutSpec("production", null, Map.of(), Map.of(), List.of(steps), List.of());
  }
}
