package dev.countersign.activity;

import dev.countersign.manifest.RolloutSpec.OnConflict;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.RolloutPlan;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rollout of a release stands on.
 *
 * @param onConflict what to do when another release owns the traffic
 * @param router kind of router, for example {@code embedded}
 * @param routerOptions its options
 * @param metrics kind of metric source
 * @param metricsOptions its options
 * @param fallback what serves when no model may; null only where an incumbent serves
 * @param plan how traffic grows
 */
public record RolloutTerms(
    OnConflict onConflict,
    String router,
    Map<String, Object> routerOptions,
    String metrics,
    Map<String, Object> metricsOptions,
    @Nullable Fallback fallback,
    RolloutPlan plan) {
  public RolloutTerms {
    routerOptions = routerOptions == null ? Map.of() : Map.copyOf(routerOptions);
    metricsOptions = metricsOptions == null ? Map.of() : Map.copyOf(metricsOptions);
  }
}
