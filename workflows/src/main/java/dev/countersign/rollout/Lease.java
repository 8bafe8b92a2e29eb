package dev.countersign.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * A candidate's right to traffic, held beside the router and timed by the router's own clock.
 *
 * @param holder the rollout it was granted to
 * @param generation under which it was granted
 * @param route who serves what while it lasts
 * @param grantedAt when it was granted or last renewed
 * @param ttl how long it lasts from then
 */
public record Lease(String holder, long generation, Route route, Instant grantedAt, Duration ttl) {

  /** How far a clock may be set back under a lease before the lease counts as ended. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

  /** When it ends unless renewed. */
  public Instant until() {
    return grantedAt.plus(ttl);
  }

  /**
   * Whether it still stands. A clock that was set back ends it: nobody can tell how old it is, and
   * giving back too early harms nobody.
   */
  public boolean standsAt(Instant now) {
    return !now.isBefore(grantedAt.minus(CLOCK_TOLERANCE)) && now.isBefore(until());
  }

  /** The same lease, counted from {@code now}. */
  public Lease renewedAt(Instant now) {
    return new Lease(holder, generation, route, now, ttl);
  }
}
