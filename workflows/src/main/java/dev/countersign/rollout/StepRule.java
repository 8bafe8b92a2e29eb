package dev.countersign.rollout;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides a step by what was read of it. Nothing passes by absence: an unreachable source, a
 * missing figure and too few requests hold, and holding too long rolls back.
 *
 * <ol>
 *   <li>A check whose interval lies wholly outside its bounds, on enough requests → roll back, at
 *       any time; where the incumbent's own figures lie wholly outside too → degrade.
 *   <li>Before the bake is over → hold.
 *   <li>Too little to judge by (unreadable, too few requests, inconclusive) → hold until the bake
 *       plus the plan's patience is over, then roll back.
 *   <li>A failed check → roll back; else advance.
 * </ol>
 *
 * A waived check counts as a warning; a waived analysis lets go on what can't be decided, never
 * what fails. Whether traffic may grow just then, for freezes and pauses, is the rollout's to say.
 *
 * <p>Looking often during the bake is safe as far as the intervals are valid at every look;
 * verdicts by point estimate are taken only at its end.
 */
public final class StepRule {
  private StepRule() {}

  /**
   * Judges a step.
   *
   * @param plan the rollout's
   * @param step the step that runs
   * @param hasIncumbent whether an incumbent serves the rest; without one, or at 100 %, comparisons
   *     carry no verdict and the absolute bars decide
   * @param startedAt when the step's route was verified at the router
   * @param now the time of the decision
   * @param reading what was read of the step since then
   */
  public static StepJudgement decide(
      RolloutPlan plan,
      PlannedStep step,
      boolean hasIncumbent,
      Instant startedAt,
      Instant now,
      StepReading reading) {
    return decide(plan, step, hasIncumbent, startedAt, now, reading, List.of());
  }

  /**
   * The same, with waivers.
   *
   * @param waived live checks that people let go on
   */
  public static StepJudgement decide(
      RolloutPlan plan,
      PlannedStep step,
      boolean hasIncumbent,
      Instant startedAt,
      Instant now,
      StepReading reading,
      List<WaivedCheck> waived) {
    boolean compared = hasIncumbent && step.weight() < 100;
    List<Check> checks =
        step.checks().entrySet().stream()
            .flatMap(
                bar ->
                    LiveCheck.of(
                        bar.getKey(),
                        bar.getValue(),
                        reading,
                        plan.groups(),
                        compared,
                        step.mirrors())
                        .stream())
            .map(check -> waive(check, waived, now))
            .toList();
    StepDecision decision =
        decision(plan, step, startedAt, now, reading, checks, excused(waived, now));
    boolean both =
        decision instanceof StepDecision.RollBack
            && compared
            && checks.stream().anyMatch(StepRule::failsForSure)
            && IncumbentBreach.isCertain(plan, step, reading);
    return new StepJudgement(
        both
            ? new StepDecision.Degrade(
                decision.reason()
                    + "; the incumbent breaches too: "
                    + IncumbentBreach.words(step, reading))
            : decision,
        Stream.concat(checks.stream(), UngroupedCheck.of(step, plan, reading).stream()).toList());
  }

  private static Check waive(Check check, List<WaivedCheck> waived, Instant now) {
    Verdict verdict = check.verdict();
    boolean stands = verdict == null || verdict.goesOn();
    return waived.stream()
        .filter(waiver -> !stands && waiver.covers(check, now))
        .findFirst()
        .map(
            waiver ->
                check
                    .withVerdict(Verdict.WARN)
                    .withNote(
                        "Waived until "
                            + waiver.expires()
                            + ". It was measured as "
                            + verdict
                            + "."))
        .orElse(check);
  }

  private static boolean excused(List<WaivedCheck> waived, Instant now) {
    return waived.stream().anyMatch(waiver -> waiver.coversWhatIsUndecided(now));
  }

  private static StepDecision decision(
      RolloutPlan plan,
      PlannedStep step,
      Instant startedAt,
      Instant now,
      StepReading reading,
      List<Check> checks,
      boolean excused) {
    Instant baked = startedAt.plus(step.bake());
    Instant deadline = baked.plus(plan.patience());
    String unknown = unknown(plan, step, reading, checks);
    if (unknown == null && checks.stream().anyMatch(StepRule::failsForSure)) {
      return new StepDecision.RollBack(named(checks, Verdict.FAIL));
    }
    if (now.isBefore(baked)) {
      return new StepDecision.Hold("bakes until " + baked, baked);
    }
    if (unknown == null && GateResult.verdictOf(checks) == Verdict.FAIL) {
      return new StepDecision.RollBack(named(checks, Verdict.FAIL));
    }
    if (unknown == null && !GateResult.verdictOf(checks).goesOn()) {
      unknown = named(checks, Verdict.INCONCLUSIVE);
    }
    if (unknown != null && excused) {
      return new StepDecision.Advance("undecided, and waived: " + unknown);
    }
    if (unknown != null) {
      return now.isBefore(deadline)
          ? new StepDecision.Hold(unknown, deadline)
          : new StepDecision.RollBack("still undecided at " + deadline + ": " + unknown);
    }
    return new StepDecision.Advance("every check passes at step " + step.name());
  }

  private static @Nullable String unknown(
      RolloutPlan plan, PlannedStep step, StepReading reading, List<Check> checks) {
    if (reading.problem() != null) {
      return reading.source() + " can't be read: " + reading.problem();
    }
    Long requests = reading.candidateRequests();
    if (requests == null) {
      return reading.source() + " says nothing of the candidate's requests";
    }
    if (requests == 0 && step.weight() == 0) {
      return step.mirrors()
          ? "no request was mirrored to the candidate; is anybody asking?"
          : "no request reached the candidate; is anybody in the audience " + step.name() + "?";
    }
    if (requests < plan.minimumRequests()) {
      return "%d requests reached the candidate, %d are needed"
          .formatted(requests, plan.minimumRequests());
    }
    return checks.stream().allMatch(check -> check.verdict() == null)
        ? "no check could be decided"
        : null;
  }

  private static boolean failsForSure(Check check) {
    Bounds bounds = check.bounds();
    Interval interval = check.interval();
    return check.verdict() == Verdict.FAIL
        && bounds != null
        && interval != null
        && bounds.excludeAllOf(interval);
  }

  private static String named(List<Check> checks, Verdict verdict) {
    return checks.stream()
        .filter(check -> check.verdict() == verdict)
        .map(StepRule::words)
        .collect(Collectors.joining("; "));
  }

  private static String words(Check check) {
    String what = check.check() + subject(check);
    if (check.value() == null) {
      return what + " is not measured";
    }
    Bounds bounds = check.bounds();
    String limits =
        bounds == null
            ? ""
            : (bounds.min() == null ? "" : " min " + bounds.min())
                + (bounds.max() == null ? "" : " max " + bounds.max());
    return "%s is %s of %d (allowed:%s)".formatted(what, check.value(), check.n(), limits);
  }

  private static String subject(Check check) {
    if (check.attribute() != null) {
      return " of %s, %s against %s".formatted(check.attribute(), check.group(), check.reference());
    }
    return check.reference() == null ? "" : " against " + check.reference();
  }
}
