package dev.countersign.rollout;

import dev.countersign.gate.CheckBar;
import dev.countersign.manifest.Durations;
import dev.countersign.manifest.RolloutSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a rollout is to go, fixed before the first request moves.
 *
 * @param environment for example {@code production}
 * @param steps weights never fall; the last is 100
 * @param freezes windows in which traffic does not grow
 * @param minimumRequests how many requests must have reached the candidate before a step is judged
 * @param patience how long after its bake a step may stay undecided before it is rolled back
 * @param leaseTtl how long the router keeps a step's route without renewal
 */
public record RolloutPlan(
    String environment,
    List<PlannedStep> steps,
    List<FreezeWindow> freezes,
    long minimumRequests,
    Duration patience,
    Duration leaseTtl) {

  /** How many requests a step is judged by when nobody says otherwise. */
  public static final long DEFAULT_MINIMUM_REQUESTS = 20;

  /** The least time an undecided step is given after its bake. */
  public static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);

  /** Rejects plans that go back, end early or hold for nothing. */
  public RolloutPlan {
    steps = List.copyOf(steps);
    freezes = List.copyOf(freezes);
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
      widest = widest.widest(named == null ? Audience.NOBODY : Audience.named(named));
      Duration bake = Durations.parse(step.bake());
      longest = longest.compareTo(bake) >= 0 ? longest : bake;
      var own = step.analysis();
      steps.add(
          new PlannedStep(
              steps.size() + 1,
              named == null ? percent(step.weight()) : named,
              widest,
              step.weight(),
              bake,
              LiveBars.of(policy, own == null ? Map.of() : own.checks())));
    }
    return new RolloutPlan(
        spec.environment(),
        steps,
        spec.freeze().stream().map(RolloutPlan::window).toList(),
        minimumRequests,
        longest,
        RouteIntent.DEFAULT_LEASE);
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

  private static FreezeWindow window(RolloutSpec.Freeze freeze) {
    return new FreezeWindow(
        OffsetDateTime.parse(freeze.from()).toInstant(),
        OffsetDateTime.parse(freeze.until()).toInstant(),
        freeze.reason());
  }

  private static String percent(double weight) {
    return (weight == Math.rint(weight) ? Long.toString((long) weight) : Double.toString(weight))
        + " %";
  }
}
