package dev.countersign.rollout;

import static dev.countersign.rollout.Routes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepRuleTest {
  static final Duration BAKE = Duration.ofMinutes(10);
  static final Instant BAKED = NOON.plus(BAKE);
  private static final Instant TOO_LATE = BAKED.plus(BAKE);
  static final CheckBar ERRORS =
      new CheckBar(null, 0.02, 0.01, Severity.BLOCK, DecideOn.ESTIMATE, "policy");

  @Test
  void aHealthyCandidateBakesAndThenAdvances() {
    assertHolds(decide(25, NOON.plusSeconds(60), errors(0.01, 0.01, 400)), BAKED);
    assertThat(decide(25, BAKED, errors(0.01, 0.01, 400)).decision())
        .isInstanceOf(StepDecision.Advance.class);
  }

  @Test
  void aCertainBreachRollsBackDuringTheBakeAndADoubtfulOneAtItsEnd() {
    assertRollsBack(decide(25, NOON.plusSeconds(5), errors(0.3, 0.01, 400)));
    StepReading doubtful = errors(0.025, 0.02, 400);
    assertHolds(decide(25, NOON.plusSeconds(5), doubtful), BAKED);
    assertRollsBack(decide(25, BAKED, doubtful));
  }

  @Test
  void aCandidateWorseThanTheIncumbentRollsBackThoughItsOwnBarIsMet() {
    StepJudgement judged = decide(25, BAKED, errors(0.019, 0.002, 4000));
    assertRollsBack(judged);
    assertThat(judged.decision().reason()).contains("against incumbent").contains("0.017");
  }

  @Test
  void anUnreachableSourceHoldsAndThenRollsBack() {
    StepReading dark = StepReading.unreadable("prometheus", NOON, BAKED, "connection refused");
    assertHolds(decide(25, BAKED, dark), TOO_LATE);
    assertThat(decide(25, BAKED, dark).decision().reason()).contains("connection refused");
    assertRollsBack(decide(25, TOO_LATE, dark));
  }

  @Test
  void aMissingFigureAndTooFewRequestsHold() {
    StepReading empty = new StepReading("router", NOON, BAKED, null, 400L, 400L, List.of());
    assertHolds(decide(25, BAKED, empty), TOO_LATE);
    assertHolds(decide(25, BAKED, errors(0.0, 0.0, 19)), TOO_LATE);
    StepReading uncounted = new StepReading("router", NOON, BAKED, null, null, null, List.of());
    assertHolds(decide(25, BAKED, uncounted), TOO_LATE);
  }

  @Test
  void aStepForAnAudienceNobodyIsInIsHeldAndThenRolledBack() {
    Map<String, CheckBar> checks = Map.of("error-rate", ERRORS);
    RolloutPlan pilot =
        new RolloutPlan(
            "production",
            List.of(
                new PlannedStep(1, "pilot", Audience.PILOT, 0, BAKE, checks),
                new PlannedStep(2, "100 %", Audience.NOBODY, 100, BAKE, checks)),
            List.of(),
            20,
            BAKE,
            Routes.TTL);
    StepReading deserted = new StepReading("router", NOON, BAKED, null, 0L, 400L, List.of());
    assertHolds(decide(pilot, true, BAKED, deserted), TOO_LATE);
    assertThat(decide(pilot, true, BAKED, deserted).decision().reason())
        .contains("is anybody in the audience pilot?");
    assertRollsBack(decide(pilot, true, TOO_LATE, deserted));
  }

  @Test
  void aMetricNobodyKnowsIsNeverAPass() {
    StepJudgement judged =
        decide(plan(25, Map.of("hapiness", ERRORS)), true, BAKED, errors(0.0, 0.0, 400));
    assertHolds(judged, TOO_LATE);
    assertThat(judged.checks().getFirst().note()).contains("error-rate");
  }

  @Test
  void whereTheIncumbentBreachesForCertainTooNeitherMayServe() {
    StepJudgement both = decide(25, NOON.plusSeconds(5), bothAt(0.3, 0.3, 400));
    assertThat(both.decision()).isInstanceOf(StepDecision.Degrade.class);
    assertThat(both.decision().reason()).contains("the incumbent breaches too", "0.3");
    assertRollsBack(decide(25, NOON.plusSeconds(5), bothAt(0.3, 0.01, 400)));
    assertHolds(decide(25, NOON.plusSeconds(5), bothAt(0.01, 0.3, 400)), BAKED);
    assertThat(decide(25, BAKED, bothAt(0.01, 0.3, 400)).decision())
        .as("a healthy candidate beside an unfit incumbent is the way out")
        .isInstanceOf(StepDecision.Advance.class);
  }

  @Test
  void aWaivedCheckWarnsUntilItsWaiverExpires() {
    StepReading bad = errors(0.3, 0.01, 400);
    var waived = List.of(new WaivedCheck("error-rate", BAKED.plusSeconds(1)));
    StepJudgement judged = decide(waived, BAKED, bad);
    assertThat(judged.decision()).isInstanceOf(StepDecision.Advance.class);
    assertThat(judged.checks()).extracting("verdict").containsOnly(Verdict.WARN);
    assertRollsBack(decide(waived, BAKED.plusSeconds(1), bad));
    assertRollsBack(decide(List.of(new WaivedCheck("latency-p95-ms", TOO_LATE)), BAKED, bad));
  }

  @Test
  void aWaivedAnalysisLetsGoOnWhatCantBeDecidedAndNeverWhatFails() {
    var waived = List.of(new WaivedCheck(WaivedCheck.ANALYSIS, TOO_LATE));
    StepReading dark = StepReading.unreadable("prometheus", NOON, BAKED, "connection refused");
    assertHolds(decide(waived, BAKED.minusSeconds(1), dark), BAKED);
    StepJudgement judged = decide(waived, BAKED, dark);
    assertThat(judged.decision()).isInstanceOf(StepDecision.Advance.class);
    assertThat(judged.decision().reason()).contains("waived", "connection refused");
    assertRollsBack(decide(waived, BAKED, errors(0.3, 0.01, 400)));
  }

  @Test
  void withoutAnIncumbentComparisonsCarryNoVerdictAndAbsoluteBarsDecide() {
    RolloutPlan plan = plan(25, Map.of("error-rate", ERRORS));
    StepJudgement judged = decide(plan, false, BAKED, errors(0.019, null, 4000));
    assertThat(judged.decision()).isInstanceOf(StepDecision.Advance.class);
    assertThat(judged.checks()).extracting("verdict").containsExactly(Verdict.PASS, null);
    assertRollsBack(decide(plan, false, BAKED, errors(0.5, null, 4000)));
  }

  @Test
  void comparisonsAloneNeverAdvanceAStepThatHasNothingToCompareWith() {
    CheckBar comparison = new CheckBar(null, null, 0.01, Severity.BLOCK, DecideOn.ESTIMATE, null);
    RolloutPlan plan = plan(25, Map.of("error-rate", comparison));
    assertHolds(decide(plan, false, BAKED, errors(0, null, 4000)), TOO_LATE);
  }

  @Property
  void nothingAdvancesBeforeItsBakeOnTooFewRequestsOrOutsideItsBar(
      @ForAll @LongRange(min = 0, max = 1500) long seconds,
      @ForAll @LongRange(min = 1, max = 200) long n,
      @ForAll @LongRange(min = 0, max = 100) long errorPercent) {
    StepReading reading = errors(errorPercent / 100.0, 0.0, n);
    Instant now = NOON.plusSeconds(seconds);
    if (decide(25, now, reading).decision() instanceof StepDecision.Advance) {
      assertThat(now).isAfterOrEqualTo(BAKED);
      assertThat(n).isGreaterThanOrEqualTo(20);
      assertThat(errorPercent).isLessThanOrEqualTo(1);
    }
    if (now.isAfter(TOO_LATE)) {
      assertThat(decide(25, now, reading).decision()).isNotInstanceOf(StepDecision.Hold.class);
    }
  }

  private static StepJudgement decide(double weight, Instant now, StepReading reading) {
    return decide(plan(weight, Map.of("error-rate", ERRORS)), true, now, reading);
  }

  private static StepJudgement decide(
      RolloutPlan plan, boolean hasIncumbent, Instant now, StepReading reading) {
    return StepRule.decide(plan, plan.steps().getFirst(), hasIncumbent, NOON, now, reading);
  }

  private static StepJudgement decide(List<WaivedCheck> waived, Instant now, StepReading reading) {
    RolloutPlan plan = plan(25, Map.of("error-rate", ERRORS));
    return StepRule.decide(plan, plan.steps().getFirst(), true, NOON, now, reading, waived);
  }

  private static StepReading bothAt(double candidate, double incumbent, long n) {
    StepReading reading = errors(candidate, incumbent, n);
    LiveFigure figure = reading.figures().getFirst();
    double spread = 1.96 * Math.sqrt(incumbent * (1 - incumbent) / n) + 1.0 / n;
    return new StepReading(
        reading.source(),
        reading.from(),
        reading.to(),
        null,
        n,
        n,
        List.of(
            new LiveFigure(
                figure.metric(),
                figure.candidate(),
                new LiveFigure.Side(incumbent, interval(incumbent, spread), n),
                figure.difference())));
  }

  private static RolloutPlan plan(double weight, Map<String, CheckBar> checks) {
    PlannedStep step = new PlannedStep(1, weight + " %", Audience.NOBODY, weight, BAKE, checks);
    PlannedStep last = new PlannedStep(2, "100 %", Audience.NOBODY, 100, BAKE, checks);
    return new RolloutPlan("production", List.of(step, last), List.of(), 20, BAKE, Routes.TTL);
  }

  static StepReading errors(double candidate, @Nullable Double incumbent, long n) {
    double spread = 1.96 * Math.sqrt(candidate * (1 - candidate) / n) + 1.0 / n;
    double difference = incumbent == null ? 0 : candidate - incumbent;
    return new StepReading(
        "router",
        NOON,
        BAKED,
        null,
        n,
        incumbent == null ? null : n,
        List.of(
            new LiveFigure(
                LiveMetric.ERROR_RATE,
                new LiveFigure.Side(candidate, interval(candidate, spread), n),
                incumbent == null ? null : new LiveFigure.Side(incumbent, null, n),
                incumbent == null ? null : interval(difference, spread))));
  }

  private static Interval interval(double middle, double spread) {
    return new Interval(middle - spread, middle + spread, 0.95, "stated by the test");
  }

  private static void assertHolds(StepJudgement judged, Instant until) {
    assertThat(judged.decision())
        .isInstanceOfSatisfying(
            StepDecision.Hold.class, hold -> assertThat(hold.until()).isEqualTo(until));
  }

  private static void assertRollsBack(StepJudgement judged) {
    assertThat(judged.decision()).isInstanceOf(StepDecision.RollBack.class);
  }
}
