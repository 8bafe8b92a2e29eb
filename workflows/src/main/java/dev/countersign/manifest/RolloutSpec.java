package dev.countersign.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How traffic grows.
 *
 * @param environment for example {@code production}; with the model it names the traffic lock
 * @param onConflict what to do when another release owns the traffic; default {@link
 *     OnConflict#REFUSE}
 * @param router one entry: the kind of router and its options, for example {@code embedded: {}}
 * @param metrics one entry: the kind of metric source and its options
 * @param steps weights never fall; the last is 100
 * @param freeze windows in which traffic does not grow
 */
public record RolloutSpec(
    String environment,
    @Nullable OnConflict onConflict,
    Map<String, Map<String, Object>> router,
    Map<String, Map<String, Object>> metrics,
    List<Step> steps,
    List<Freeze> freeze) {
  public RolloutSpec {
    router = router == null ? Map.of() : Map.copyOf(router);
    metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
    steps = steps == null ? List.of() : List.copyOf(steps);
    freeze = freeze == null ? List.of() : List.copyOf(freeze);
  }

  /** What to do when another release owns the traffic. */
  public enum OnConflict {
    REFUSE,
    QUEUE
  }

  /**
   * One step.
   *
   * @param audience {@code internal} or {@code pilot}; null means everyone, by weight
   * @param weight percent of traffic, 0 to 100
   * @param bake how long it is watched, for example {@code 30m}
   * @param analysis checks on live metrics by id; null means the policy's
   */
  public record Step(
      @Nullable String audience, double weight, String bake, @Nullable Analysis analysis) {}

  /** Live checks of a step, by check id, for example {@code error-rate: {max: 0.02}}. */
  public record Analysis(Map<String, GateSpec.CheckSpec> checks) {
    public Analysis {
      checks = checks == null ? Map.of() : Map.copyOf(checks);
    }
  }

  /** A window in which traffic does not grow: ISO 8601 instants, and why. */
  public record Freeze(String from, String until, @Nullable String reason) {}
}
