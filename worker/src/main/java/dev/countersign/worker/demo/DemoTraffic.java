package dev.countersign.worker.demo;

import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.ServingEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reads the traffic back after a demonstration, by the router's own account and by asking as
 * callers ask: whatever the release says of itself is not taken for granted.
 */
final class DemoTraffic {
  private static final int ASKED = 100;

  /** An application as callers with the old form send it. */
  private static final Map<String, @Nullable Object> ROW =
      Map.of(
          "income",
          31.5,
          "debt_share",
          0.3,
          "amount",
          9.0,
          "savings",
          4.5,
          "years_at_job",
          3,
          "late_payments",
          0,
          "housing",
          "rents",
          "purpose",
          "car");

  private final RouterKind.Reached router;

  private DemoTraffic(RouterKind.Reached router) {
    this.router = router;
  }

  static DemoTraffic of(ConfigurableApplicationContext worker) {
    return new DemoTraffic(
        worker
            .getBean("embeddedRouterKind", RouterKind.class)
            .reach(DemoManifest.ENVIRONMENT, DemoManifest.RELEASE.model(), Map.of()));
  }

  /** What is routed and who answers, a sentence each. */
  List<String> readBack() {
    RouteObservation observed = router.router().observe();
    return observed.route() == null
        ? List.of("the router says: nothing was ever routed here")
        : List.of("the router says: " + routed(observed), "callers say: " + answers());
  }

  private static String routed(RouteObservation observed) {
    Route route = Objects.requireNonNull(observed.route());
    String incumbent = name(route.incumbent(), route.fallback());
    String split =
        route.candidate() == null
            ? "%s has 100 %% of the traffic".formatted(incumbent)
            : "%s has %s %%, %s the rest"
                .formatted(route.candidate().version(), route.candidateWeight(), incumbent);
    return split + ", generation " + observed.generation();
  }

  private static String name(@Nullable ModelTarget incumbent, @Nullable Fallback fallback) {
    if (incumbent != null) {
      return incumbent.version();
    }
    return fallback == null ? "nobody" : fallback.name();
  }

  private String answers() {
    ServingEndpoint endpoint = ServingEndpoint.of(router.endpoint(), DemoManifest.RELEASE.model());
    Map<String, Integer> by = new TreeMap<>();
    for (int i = 0; i < ASKED; i++) {
      try {
        by.merge("version " + endpoint.ask(List.of(ROW), null).version(), 1, Integer::sum);
      } catch (ServingEndpoint.Unreachable | ServingEndpoint.Garbled e) {
        by.merge("nobody (" + e.getMessage() + ")", 1, Integer::sum);
      }
    }
    return "of "
        + ASKED
        + " requests "
        + String.join(
            ", ",
            by.entrySet().stream()
                .map(entry -> entry.getKey() + " answered " + entry.getValue())
                .toList());
  }
}
