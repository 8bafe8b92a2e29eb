package dev.countersign.rollout;

import dev.countersign.gate.CheckBar;
import dev.countersign.manifest.Durations;
import dev.countersign.manifest.GateSpec.CheckSpec;
import dev.countersign.manifest.RolloutSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a rollout is to go, fixed before the first request moves.
 *
 * @param environment for example {@code production}
 * @param steps weights never fall; the last is 100
 * @param freezes windows in which traffic does not grow
 * @param minimumRequests how many requests must have reached the candidate before a step is judged
 * @param patience how long after its bake a step may stay undecided before it is rolled back
 * @param leaseTtl how long the router keeps a step's route without renewal
 * @param progressDeadline how long a rollout may stand still between two steps, whatever it waits
 *     for; then everything is given back
 * @param groups attributes whose groups live decisions are compared by
 */
public record RolloutPlan(
    String environment,
    List<PlannedStep> steps,
    List<FreezeWindow> freezes,
    long minimumRequests,
    Duration patience,
    Duration leaseTtl,
    Duration progressDeadline,
    List<LiveGroups> groups) {

  /** How long a rollout may stand still when nobody says otherwise. */
  public static final Duration DEFAULT_PROGRESS_DEADLINE = Duration.ofDays(7);

  /** How many requests a step is judged by when nobody says otherwise. */
  public static final long DEFAULT_MINIMUM_REQUESTS = 20;

  /** The least time an undecided step is given after its bake. */
  public static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);

  /** Rejects plans that go back, end early or hold for nothing. */
  public RolloutPlan {
    steps = List.copyOf(steps);
    freezes = List.copyOf(freezes);
    groups = groups == null ? List.of() : List.copyOf(groups);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a rollout needs at least one step");
    }
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).weight() < steps.get(i - 1).weight()) {
        throw new IllegalArgumentException(
            "step %d takes traffic back (%s %% after %s %%); weights never fall"
                .formatted(i + 1, steps.get(i).weight(), steps.get(i - 1).weight()));
      }
    }
    if (steps.getLast().weight() != 100) {
      throw new IllegalArgumentException("the last step gives the candidate 100 %");
    }
    if (minimumRequests < 1) {
      throw new IllegalArgumentException("a step is judged by at least one request");
    }
    if (progressDeadline.isNegative() || progressDeadline.isZero()) {
      throw new IllegalArgumentException("a rollout may stand still for some time at least");
    }
  }

  /** A plan with {@link #DEFAULT_PROGRESS_DEADLINE} that compares no groups. */
  public RolloutPlan(
      String environment,
      List<PlannedStep> steps,
      List<FreezeWindow> freezes,
      long minimumRequests,
      Duration patience,
      Duration leaseTtl) {
    this(
        environment,
        steps,
        freezes,
        minimumRequests,
        patience,
        leaseTtl,
        DEFAULT_PROGRESS_DEADLINE,
        List.of());
  }

  /**
   * The plan a manifest asks for.
   *
   * @param spec the manifest's rollout
   * @param policy the policy's bars for gate {@code rollout}, by check id
   * @param minimumRequests how many requests must have reached the candidate before a step is
   *     judged
   * @throws IllegalArgumentException if a step, a bake or a window makes no sense; says which
   */
  public static RolloutPlan of(
      RolloutSpec spec, Map<String, CheckBar> policy, long minimumRequests) {
    List<PlannedStep> steps = new ArrayList<>();
    Audience widest = Audience.NOBODY;
    Duration longest = LEAST_PATIENCE;
    for (RolloutSpec.Step step : spec.steps()) {
      String named = step.audience();
      widest =
          widest == Audience.SHADOW && named == null
              ? Audience.NOBODY
              : widest.widest(named == null ? Audience.NOBODY : Audience.named(named));
      Duration bake = Durations.parse(step.bake());
      longest = longest.compareTo(bake) >= 0 ? longest : bake;
      var own = step.analysis();
      Map<String, CheckSpec> checks = own == null ? Map.of() : own.checks();
      steps.add(
          new PlannedStep(
              steps.size() + 1,
              named == null ? percent(step.weight()) : named,
              widest,
              step.weight(),
              bake,
              widest == Audience.SHADOW && step.weight() == 0
                  ? LiveBars.mirrored(policy, checks)
                  : LiveBars.of(policy, checks)));
    }
    return new RolloutPlan(
        spec.environment(),
        steps,
        spec.freeze().stream().flatMap(RolloutPlan::window).toList(),
        minimumRequests,
        longest,
        spec.lease() == null ? RouteIntent.DEFAULT_LEASE : Durations.parse(spec.lease()),
        spec.progressDeadline() == null
            ? DEFAULT_PROGRESS_DEADLINE
            : Durations.parse(spec.progressDeadline()),
        List.of());
  }

  /** This plan, comparing live decisions by these attributes. */
  public RolloutPlan comparing(List<LiveGroups> attributes) {
    return new RolloutPlan(
        environment,
        steps,
        freezes,
        minimumRequests,
        patience,
        leaseTtl,
        progressDeadline,
        attributes);
  }

  /** This plan, frozen in these windows besides its own. */
  public RolloutPlan frozenAlso(List<FreezeWindow> more) {
    return new RolloutPlan(
        environment,
        steps,
        Stream.concat(freezes.stream(), more.stream()).toList(),
        minimumRequests,
        patience,
        leaseTtl,
        progressDeadline,
        groups);
  }

  /** The plan a manifest asks for, judged by {@link #DEFAULT_MINIMUM_REQUESTS}. */
  public static RolloutPlan of(RolloutSpec spec, Map<String, CheckBar> policy) {
    return of(spec, policy, DEFAULT_MINIMUM_REQUESTS);
  }

  /** The freeze window around {@code now} that ends last, if there is one. */
  public Optional<FreezeWindow> frozen(Instant now) {
    return freezes.stream()
        .filter(window -> window.covers(now))
        .max(Comparator.comparing(FreezeWindow::until));
  }

  /** The window that is written; what stands in a calendar file comes when that is read. */
  private static Stream<FreezeWindow> window(RolloutSpec.Freeze freeze) {
    String from = freeze.from();
    String until = freeze.until();
    return from == null || until == null
        ? Stream.empty()
        : Stream.of(
            new FreezeWindow(
                OffsetDateTime.parse(from).toInstant(),
                OffsetDateTime.parse(until).toInstant(),
                freeze.reason()));
  }

  private static String percent(double weight) {
    return (weight == Math.rint(weight) ? Long.toString((long) weight) : Double.toString(weight))
        + " %";
  }
}
