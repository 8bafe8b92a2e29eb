package dev.countersign.release;

import dev.countersign.activity.RolloutTerms;
import dev.countersign.activity.TrafficTask;
import dev.countersign.metrics.MetricKind;
import dev.countersign.metrics.MetricSource;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.traffic.RouterKind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the router and the metric source that a release's terms name. */
public final class TrafficDesk {
  private final Map<String, RouterKind> routers;
  private final Map<String, MetricKind> metrics;

  public TrafficDesk(List<RouterKind> routers, List<MetricKind> metrics) {
    this.routers = routers.stream().collect(Collectors.toMap(RouterKind::id, Function.identity()));
    this.metrics = metrics.stream().collect(Collectors.toMap(MetricKind::id, Function.identity()));
  }

  /**
   * The router of a task.
   *
   * @throws IllegalArgumentException if this worker has no router of that kind
   */
  RouterKind.Reached router(TrafficTask task) {
    RolloutTerms terms = task.terms();
    return router(terms.router(), terms.plan().environment(), task.model(), terms.routerOptions());
  }

  /** A router as a manifest named it. */
  RouterKind.Reached router(
      String kind, String environment, String model, Map<String, Object> options) {
    return named(routers, "router", kind).reach(environment, model, options);
  }

  /** What a person runs at the router of a task to give everything back without this worker. */
  String byHand(TrafficTask task, LeaseClaim claim) {
    return byHand(task.terms().router(), task.terms().routerOptions(), claim);
  }

  String byHand(String kind, Map<String, Object> options, LeaseClaim claim) {
    return named(routers, "router", kind).byHand(claim, options);
  }

  /** The metric source of a task. */
  MetricSource metrics(TrafficTask task, RouterKind.Reached router) {
    return named(metrics, "metric source", task.terms().metrics())
        .source(task.terms().metricsOptions(), router.endpoint());
  }

  private static <T> T named(Map<String, T> kinds, String what, String id) {
    T kind = kinds.get(id);
    if (kind == null) {
      throw new IllegalArgumentException(
          "this worker has no " + what + " of kind " + id + "; there are " + kinds.keySet());
    }
    return kind;
  }
}
