package dev.countersign.rollout;

import java.time.Duration;
import java.time.Instant;

/** Routes, intents and times that the tests speak of. */
final class Routes {
  static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  static final Duration TTL = Duration.ofSeconds(60);
  static final ModelTarget OLD = new ModelTarget("1", "sha256:" + "1".repeat(64));
  static final ModelTarget NEW = new ModelTarget("2", "sha256:" + "2".repeat(64));
  static final ModelTarget OTHER = new ModelTarget("3", "sha256:" + "3".repeat(64));
  static final Fallback PEOPLE = new Fallback("manual review", null);

  private Routes() {}

  static Route weighing(double weight) {
    return new Route(OLD, NEW, PEOPLE, weight, Audience.NOBODY);
  }

  static RouteIntent intent(String holder, long generation, Route route) {
    return new RouteIntent("production", "credit-risk", holder, generation, route, TTL);
  }

  static RouteIntent intent(long generation, double weight) {
    return intent("rollout-1", generation, weighing(weight));
  }

  static TrafficState fresh() {
    return TrafficState.fresh("production", "credit-risk");
  }

  static TrafficState after(RouteIntent intent, Instant now) {
    return fresh().apply(intent, now).state();
  }
}
