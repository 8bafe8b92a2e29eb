package dev.countersign.traffic;

import dev.countersign.manifest.ModelSpec;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Targets, routes and intents that the tests of this module speak of. */
public final class Traffic {
  public static final String ENVIRONMENT = "production";
  public static final String MODEL = "credit-risk";
  public static final Duration TTL = Duration.ofSeconds(60);
  public static final ModelTarget OLD = target("1");
  public static final ModelTarget NEW = target("2");
  public static final ModelTarget OTHER = target("3");
  public static final Fallback PEOPLE = new Fallback("manual review", null);

  private Traffic() {}

  /** A version whose digest is its one digit, repeated. */
  public static ModelTarget target(String digit) {
    return new ModelTarget(digit, "sha256:" + digit.repeat(64));
  }

  public static ServedModel served(ModelTarget target) {
    return new ServedModel(target, ModelSpec.Format.XGBOOST, List.of("x"), 1, null);
  }

  public static Route weighing(double weight) {
    return new Route(OLD, NEW, PEOPLE, weight, Audience.NOBODY);
  }

  public static Route firstRelease(double weight, @Nullable Fallback fallback) {
    return new Route(null, NEW, fallback, weight, Audience.NOBODY);
  }

  public static RouteIntent intent(long generation, Route route) {
    return intent(generation, route, TTL);
  }

  public static RouteIntent intent(long generation, Route route, Duration ttl) {
    return new RouteIntent(ENVIRONMENT, MODEL, "rollout-1", generation, route, ttl);
  }
}
