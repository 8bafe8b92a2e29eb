package dev.countersign.rollout;

import static dev.countersign.rollout.Routes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is judged while the candidate answers nobody. */
class ShadowRuleTest {
  @Test
  void aShadowThatDecidesOtherwiseTooOftenNeverGetsLiveAndOneThatAgreesDoes() {
    PlannedStep shadow =
        new PlannedStep(
            1,
            "shadow",
            Audience.SHADOW,
            0,
            StepRuleTest.BAKE,
            LiveBars.mirrored(Map.of("error-rate", StepRuleTest.ERRORS), Map.of()));
    RolloutPlan plan = planFrom(shadow);
    assertThat(judged(plan, shadow, NOON.plusSeconds(60), 0.3).decision())
        .isInstanceOf(StepDecision.RollBack.class);
    StepJudgement agrees = judged(plan, shadow, StepRuleTest.BAKED, 0.01);
    assertThat(agrees.decision()).isInstanceOf(StepDecision.Advance.class);
    assertThat(agrees.checks()).extracting(Check::check).contains("disagreement-rate");
  }

  @Test
  void aBarOnDisagreementHasNothingToSayOnceCallersAreAnswered() {
    CheckBar bar = LiveBars.STANDARD_DISAGREEMENT;
    PlannedStep live =
        new PlannedStep(
            1,
            "5 %",
            Audience.NOBODY,
            5,
            StepRuleTest.BAKE,
            Map.of("error-rate", StepRuleTest.ERRORS, "disagreement-rate", bar));
    StepJudgement judged = judged(planFrom(live), live, StepRuleTest.BAKED, null);
    assertThat(judged.decision()).isInstanceOf(StepDecision.Advance.class);
    assertThat(judged.checks())
        .filteredOn(check -> check.check().equals("disagreement-rate"))
        .allSatisfy(check -> assertThat(check.verdict()).isNull());
  }

  @Test
  void aShadowWhoseAnswersWereNeverComparedIsHeld() {
    PlannedStep shadow =
        new PlannedStep(
            1,
            "shadow",
            Audience.SHADOW,
            0,
            StepRuleTest.BAKE,
            LiveBars.mirrored(Map.of("error-rate", StepRuleTest.ERRORS), Map.of()));
    assertThat(judged(planFrom(shadow), shadow, StepRuleTest.BAKED, null).decision())
        .isInstanceOf(StepDecision.Hold.class);
  }

  private static RolloutPlan planFrom(PlannedStep first) {
    PlannedStep last =
        new PlannedStep(
            2,
            "100 %",
            Audience.NOBODY,
            100,
            StepRuleTest.BAKE,
            Map.of("error-rate", StepRuleTest.ERRORS));
    return new RolloutPlan(
        "production",
        List.of(first, last),
        List.of(),
        20,
        StepRuleTest.BAKE,
        Duration.ofSeconds(60));
  }

  private static StepJudgement judged(
      RolloutPlan plan, PlannedStep step, Instant now, @Nullable Double disagreement) {
    StepReading answers = StepRuleTest.errors(0.005, 0.005, 4000);
    List<LiveFigure> figures = new java.util.ArrayList<>(answers.figures());
    if (disagreement != null) {
      figures.add(
          new LiveFigure(
              LiveMetric.DISAGREEMENT_RATE,
              new LiveFigure.Side(
                  disagreement,
                  new Interval(disagreement - 0.005, disagreement + 0.005, 0.95, "test"),
                  4000),
              null,
              null));
    }
    StepReading reading =
        new StepReading("router", NOON, now, null, 4000L, 4000L, List.copyOf(figures));
    return StepRule.decide(plan, step, true, NOON, now, reading);
  }
}
