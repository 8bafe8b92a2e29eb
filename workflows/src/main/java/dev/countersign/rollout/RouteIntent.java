package dev.countersign.rollout;

import java.time.Duration;

/**
 * What a rollout asks of a router: this route, under this generation, for as long as it renews.
 *
 * @param environment for example {@code production}
 * @param model the model's name
 * @param holder the rollout that asks, for example workflow and run id
 * @param generation positive; each change of the route takes a higher one, a give-back too
 * @param route who is to serve what
 * @param leaseTtl how long the route stands without renewal, at least a second
 */
public record RouteIntent(
    String environment,
    String model,
    String holder,
    long generation,
    Route route,
    Duration leaseTtl) {

  /** How long a route stands without renewal when nobody says otherwise. */
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(60);

  /** Rejects blank names, generations below 1 and leases under a second. */
  public RouteIntent {
    requireName("environment", environment);
    requireName("model", model);
    requireName("holder", holder);
    if (generation < 1) {
      throw new IllegalArgumentException("generations start at 1, not " + generation);
    }
    if (route == null) {
      throw new IllegalArgumentException("an intent needs a route");
    }
    if (leaseTtl == null || leaseTtl.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a lease lasts at least a second, not " + leaseTtl);
    }
  }

  private static void requireName(String what, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("an intent needs the name of its " + what);
    }
  }

  /** The claim under which this intent is renewed. */
  public LeaseClaim claim() {
    return new LeaseClaim(environment, model, holder, generation);
  }
}
