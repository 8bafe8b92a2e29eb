package dev.countersign.activity;

import dev.countersign.manifest.RolloutSpec.OnConflict;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.RolloutPlan;
import java.util.List;
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
 * @param degrades whether the manifest declared the fallback, so that it takes over from both
 *     models when both misbehave
 * @param fallbackModel the older model that the fallback is; null where it is none
 * @param plan how traffic grows
 * @param promoters the seats that all have to sign a promotion, by the policy; empty: an operator's
 *     word is enough
 */
public record RolloutTerms(
    OnConflict onConflict,
    String router,
    Map<String, Object> routerOptions,
    String metrics,
    Map<String, Object> metricsOptions,
    @Nullable Fallback fallback,
    boolean degrades,
    @Nullable ModelRef fallbackModel,
    RolloutPlan plan,
    List<String> promoters) {
  public RolloutTerms {
    promoters = promoters == null ? List.of() : List.copyOf(promoters);
    routerOptions = routerOptions == null ? Map.of() : Map.copyOf(routerOptions);
    metricsOptions = metricsOptions == null ? Map.of() : Map.copyOf(metricsOptions);
  }

  /** Terms with a declared fallback, if any, under which an operator's word promotes. */
  public RolloutTerms(
      OnConflict onConflict,
      String router,
      Map<String, Object> routerOptions,
      String metrics,
      Map<String, Object> metricsOptions,
      @Nullable Fallback fallback,
      RolloutPlan plan) {
    this(
        onConflict,
        router,
        routerOptions,
        metrics,
        metricsOptions,
        fallback,
        fallback != null,
        null,
        plan,
        List.of());
  }
}
