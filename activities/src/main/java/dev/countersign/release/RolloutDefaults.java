package dev.countersign.release;

import dev.countersign.activity.ModelRef;
import dev.countersign.activity.RolloutTerms;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.ReleaseManifest.FallbackSpec;
import dev.countersign.manifest.RolloutSpec;
import dev.countersign.manifest.RolloutSpec.OnConflict;
import dev.countersign.manifest.RolloutSpec.Step;
import dev.countersign.policy.EffectivePolicy;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.RolloutPlan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout stands on when the manifest leaves it open: the embedded router, environment
 * {@code production}, and the flow's five steps.
 */
final class RolloutDefaults {
  private static final String EMBEDDED = "embedded";

  /** Served by nobody here: callers keep doing what they do without a model. */
  private static final Fallback AS_BEFORE = new Fallback("what callers do without a model", null);

  private static final List<Step> STEPS =
      List.of(
          new Step("internal", 0, "10s", null),
          new Step(null, 5, "10s", null),
          new Step(null, 25, "10s", null),
          new Step(null, 50, "10s", null),
          new Step(null, 100, "10s", null));

  private RolloutDefaults() {}

  /**
   * @param older the model that the declared fallback is; null where it is none
   */
  static RolloutTerms terms(FrozenDocument document, @Nullable ModelRef older) {
    ReleaseManifest manifest = document.manifest();
    EffectivePolicy policy = document.policy();
    RolloutSpec spec = spec(manifest);
    var router = only(spec.router());
    var metrics = only(spec.metrics());
    FallbackSpec fallback = manifest.fallback();
    return new RolloutTerms(
        spec.onConflict() == null ? OnConflict.REFUSE : spec.onConflict(),
        router.getKey(),
        router.getValue(),
        metrics.getKey(),
        metrics.getValue(),
        fallback == null ? AS_BEFORE : declared(fallback, older),
        fallback != null,
        older,
        RolloutPlan.of(spec, policy.liveBars(), minimumRequests(policy))
            .comparing(LiveGroups.of(spec, manifest.data().protectedAttributes()))
            .frozenAlso(
                document.calendars().stream()
                    .flatMap(calendar -> calendar.windows().stream())
                    .toList()),
        policy.promoters());
  }

  private static Fallback declared(FallbackSpec spec, @Nullable ModelRef older) {
    return new Fallback(
        spec.name(),
        spec.endpoint(),
        spec.answer(),
        older == null ? null : GoldenRowBook.target(older));
  }

  static boolean isEmbedded(ReleaseManifest manifest) {
    return only(spec(manifest).router()).getKey().equals(EMBEDDED);
  }

  private static RolloutSpec spec(ReleaseManifest manifest) {
    return manifest.rollout() == null
        ? new RolloutSpec("production", null, Map.of(), Map.of(), STEPS, List.of())
        : manifest.rollout();
  }

  private static long minimumRequests(EffectivePolicy policy) {
    @Nullable Object samples = policy.option("rollout", "minSamples");
    return samples instanceof Number number
        ? number.longValue()
        : RolloutPlan.DEFAULT_MINIMUM_REQUESTS;
  }

  private static Map.Entry<String, Map<String, Object>> only(
      Map<String, Map<String, Object>> choice) {
    return choice.isEmpty() ? Map.entry(EMBEDDED, Map.of()) : choice.entrySet().iterator().next();
  }
}
