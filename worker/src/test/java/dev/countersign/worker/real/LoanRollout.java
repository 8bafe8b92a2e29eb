package dev.countersign.worker.real;

import dev.countersign.rollout.RouteIntent;
import java.time.Duration;
import java.util.List;

/**
 * How the made-up loan model is rolled out.
 *
 * @param router who routes, as YAML
 * @param metrics who counts, as YAML
 * @param shares what the candidate gets at each step, as YAML
 * @param bake of every step
 * @param analysis live checks of the second step, as YAML; empty for the policy's
 * @param lease how long the router keeps a share that nobody renews
 */
public record LoanRollout(
    String router,
    String metrics,
    List<String> shares,
    Duration bake,
    String analysis,
    Duration lease) {

  /** Under the usual lease. */
  public LoanRollout(
      String router, String metrics, List<String> shares, Duration bake, String analysis) {
    this(router, metrics, shares, bake, analysis, RouteIntent.DEFAULT_LEASE);
  }

  /** Over the router inside the worker, in the five steps that most take. */
  static LoanRollout embedded() {
    return new LoanRollout(
        "embedded: {}",
        "embedded: {}",
        List.of(
            "audience: internal, weight: 0",
            "weight: 5",
            "weight: 25",
            "weight: 50",
            "weight: 100"),
        Duration.ofSeconds(1),
        "");
  }

  LoanRollout baking(Duration each) {
    return new LoanRollout(router, metrics, shares, each, analysis, lease);
  }

  LoanRollout analysing(String checks) {
    return new LoanRollout(router, metrics, shares, bake, checks, lease);
  }

  LoanRollout leasedFor(Duration time) {
    return new LoanRollout(router, metrics, shares, bake, analysis, time);
  }

  /** The YAML below {@code rollout}. */
  String text() {
    StringBuilder text =
        new StringBuilder(
            "  environment: %s\n  lease: %ds\n  router: {%s}\n  metrics: {%s}\n  steps:\n"
                .formatted(LoanManifest.ENVIRONMENT, lease.toSeconds(), router, metrics));
    for (int step = 0; step < shares.size(); step++) {
      String checks =
          step == 1 && !analysis.isEmpty() ? ", analysis: {checks: {" + analysis + "}}" : "";
      text.append(
          "    - {%s, bake: %ds%s}\n".formatted(shares.get(step), bake.toSeconds(), checks));
    }
    return text.toString();
  }
}
