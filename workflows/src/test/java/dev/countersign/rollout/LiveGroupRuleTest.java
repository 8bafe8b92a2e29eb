package dev.countersign.rollout;

import static dev.countersign.rollout.Routes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What live comparisons of groups decide. */
class LiveGroupRuleTest {
  private static final Instant EARLY = NOON.plusSeconds(60);
  private static final CheckBar FOUR_FIFTHS =
      new CheckBar(0.8, 1.25, null, Severity.BLOCK, DecideOn.ESTIMATE, "policy");
  private static final LiveGroups SEX =
      new LiveGroups("sex", "male", List.of("female", "male"), false, "sex", null);
  private static final LiveFigure.Groups WOMEN = new LiveFigure.Groups("sex", "female", "male");

  @Test
  void onlyTheCandidateTreatsAGroupWorseAndIsRolledBackAtOnce() {
    StepJudgement judged = judge(FOUR_FIFTHS, EARLY, figure(side(0.5), side(0.95), null));
    assertThat(judged.decision()).isInstanceOf(StepDecision.RollBack.class);
    assertThat(judged.decision().reason())
        .contains("disparate-impact of sex, female against male is 0.5");
  }

  @Test
  void whereBothTreatAGroupWorseNeitherMayServe() {
    StepJudgement judged = judge(FOUR_FIFTHS, EARLY, figure(side(0.5), side(0.6), null));
    assertThat(judged.decision()).isInstanceOf(StepDecision.Degrade.class);
    assertThat(judged.decision().reason())
        .contains("the incumbent breaches too", "of sex, female against male is 0.6");
  }

  @Test
  void evenHandedModelsGoOn() {
    StepJudgement judged =
        judge(FOUR_FIFTHS, StepRuleTest.BAKED, figure(side(0.97), side(0.95), null));
    assertThat(judged.decision()).isInstanceOf(StepDecision.Advance.class);
    assertThat(judged.checks())
        .filteredOn(check -> check.check().equals("disparate-impact"))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.attribute()).isEqualTo("sex");
              assertThat(check.group()).isEqualTo("female");
              assertThat(check.verdict()).isEqualTo(Verdict.PASS);
            });
  }

  @Test
  void aGroupThatNobodyWasOfHoldsTheStepAndThenEndsIt() {
    assertThat(judge(FOUR_FIFTHS, StepRuleTest.BAKED, null).decision())
        .isInstanceOf(StepDecision.Hold.class);
    assertThat(judge(FOUR_FIFTHS, StepRuleTest.BAKED.plus(StepRuleTest.BAKE), null).decision())
        .isInstanceOf(StepDecision.RollBack.class);
  }

  @Test
  void aGroupTooSmallToJudgeIsInconclusiveWhateverItsEstimate() {
    LiveFigure.Side few = new LiveFigure.Side(0.7, new Interval(0.2, 1.9, 0.95, "test"), 12, 0.4);
    StepJudgement judged = judge(FOUR_FIFTHS, StepRuleTest.BAKED, figure(few, null, null));
    assertThat(judged.decision()).isInstanceOf(StepDecision.Hold.class);
    assertThat(judged.checks())
        .extracting(Check::note)
        .anySatisfy(note -> assertThat(note).contains("40 % of the time"));
  }

  @Test
  void aLossAgainstTheIncumbentIsHeldToMaxDrop() {
    CheckBar loss = new CheckBar(null, null, 0.1, Severity.BLOCK, DecideOn.ESTIMATE, "policy");
    Interval far = new Interval(-0.4, -0.2, 0.95, "test");
    StepJudgement judged = judge(loss, EARLY, figure(side(0.85), side(1.15), far));
    assertThat(judged.decision()).isInstanceOf(StepDecision.RollBack.class);
    assertThat(judge(loss, EARLY, figure(side(0.85), null, null)).decision())
        .isInstanceOf(StepDecision.Hold.class);
  }

  @Test
  void aWaiverOfOneGroupLetsGoOnThatGroupAlone() {
    WaivedCheck women = waiver("sex", "female");
    StepJudgement waived =
        judge(StepRuleTest.BAKED, List.of(women), List.of(figure(side(0.5), side(0.95), null)));
    assertThat(waived.decision()).isInstanceOf(StepDecision.Advance.class);
    assertThat(waived.checks())
        .filteredOn(check -> check.check().equals("disparate-impact"))
        .singleElement()
        .satisfies(check -> assertThat(check.note()).contains("It was measured as FAIL"));
    for (WaivedCheck other :
        List.of(waiver("sex", "male"), waiver("age", "female"), waiver(null, null))) {
      assertThat(
              judge(
                      StepRuleTest.BAKED,
                      List.of(other),
                      List.of(figure(side(0.5), side(0.95), null)))
                  .decision())
          .as(other.toString())
          .isInstanceOf(StepDecision.RollBack.class);
    }
  }

  @Test
  void decisionsThatToldNoGroupAreCountedInAWarningThatDecidesNothing() {
    List<LiveFigure> even = List.of(figure(side(0.97), side(0.95), null));
    StepJudgement judged =
        judge(
            List.of(
                new Ungrouped("sex", Role.CANDIDATE, 12L, 400L),
                new Ungrouped("sex", Role.INCUMBENT, 0L, 390L)),
            even);
    assertThat(judged.decision()).isInstanceOf(StepDecision.Advance.class);
    assertThat(judged.checks())
        .filteredOn(check -> check.check().equals("ungrouped-decisions"))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.verdict()).isEqualTo(Verdict.WARN);
              assertThat(check.value()).isEqualTo(0.03);
              assertThat(check.note())
                  .startsWith("12 of 400 of the candidate's decisions told none of female, male")
                  .contains("by the field sex");
            });
    assertThat(judge(List.of(new Ungrouped("sex", Role.CANDIDATE, null, 400L)), even).checks())
        .extracting(Check::note)
        .anySatisfy(note -> assertThat(note).contains("it is not known how many"));
    assertThat(judge(List.of(new Ungrouped("sex", Role.CANDIDATE, 0L, 400L)), even).checks())
        .extracting(Check::check)
        .doesNotContain("ungrouped-decisions");
  }

  /** A warning must not make a step that nothing else judges look judged. */
  @Test
  void whereNothingElseWasMeasuredTheWarningLetsNothingGoOn() {
    StepJudgement judged =
        judge(List.of(new Ungrouped("sex", Role.CANDIDATE, 400L, 400L)), List.of());
    assertThat(judged.decision()).isInstanceOf(StepDecision.Hold.class);
  }

  private static WaivedCheck waiver(@Nullable String attribute, @Nullable String group) {
    return new WaivedCheck(
        "disparate-impact", attribute, group, StepRuleTest.BAKED.plusSeconds(60));
  }

  private static LiveFigure.Side side(double ratio) {
    return new LiveFigure.Side(
        ratio, new Interval(ratio - 0.05, ratio + 0.05, 0.95, "test"), 2000, 0.01);
  }

  private static LiveFigure figure(
      LiveFigure.Side candidate, LiveFigure.@Nullable Side incumbent, @Nullable Interval between) {
    return new LiveFigure(LiveMetric.DISPARATE_IMPACT, candidate, incumbent, between, WOMEN);
  }

  private static StepJudgement judge(CheckBar bar, Instant now, @Nullable LiveFigure figure) {
    return judge(bar, now, List.of(), figure == null ? List.of() : List.of(figure), List.of());
  }

  private static StepJudgement judge(
      Instant now, List<WaivedCheck> waived, List<LiveFigure> figures) {
    return judge(FOUR_FIFTHS, now, waived, figures, List.of());
  }

  private static StepJudgement judge(List<Ungrouped> ungrouped, List<LiveFigure> figures) {
    return judge(FOUR_FIFTHS, StepRuleTest.BAKED, List.of(), figures, ungrouped);
  }

  private static StepJudgement judge(
      CheckBar bar,
      Instant now,
      List<WaivedCheck> waived,
      List<LiveFigure> byGroup,
      List<Ungrouped> ungrouped) {
    Map<String, CheckBar> checks =
        Map.of("error-rate", StepRuleTest.ERRORS, "disparate-impact", bar);
    PlannedStep step = new PlannedStep(1, "25 %", Audience.NOBODY, 25, StepRuleTest.BAKE, checks);
    PlannedStep last = new PlannedStep(2, "100 %", Audience.NOBODY, 100, StepRuleTest.BAKE, checks);
    RolloutPlan plan =
        new RolloutPlan(
                "production",
                List.of(step, last),
                List.of(),
                20,
                StepRuleTest.BAKE,
                Duration.ofSeconds(60))
            .comparing(List.of(SEX));
    List<LiveFigure> figures = new ArrayList<>(StepRuleTest.errors(0.005, 0.005, 4000).figures());
    figures.addAll(byGroup);
    StepReading reading =
        new StepReading("router", NOON, now, null, 4000L, 4000L, figures, ungrouped);
    return StepRule.decide(plan, step, true, NOON, now, reading, waived);
  }
}
