package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What is asked of a router, held against what its kind can do. */
final class RouterRules implements Rule {
  private static final Duration LEAST_BAKE = Duration.ofMinutes(1);
  static final String SHADOW = "shadow";

  @Override
  public void check(Draft manifest, Problems problems) {
    Draft rollout = manifest.at("rollout");
    String kind = kind(rollout);
    if (!RouterCatalogue.kinds().contains(kind)) {
      return;
    }
    Set<RouterAbility> can = RouterCatalogue.abilities(kind);
    for (Draft step : rollout.at("steps").items()) {
      checkBake(step.at("bake"), can, problems);
      checkShadow(step.at("audience"), kind, can, problems);
      checkShare(step.at("weight"), kind, can, problems);
    }
    checkFallback(manifest.at("fallback"), kind, can, problems);
    Draft own = rollout.at("metrics", RouterCatalogue.EMBEDDED);
    boolean alone = rollout.at("metrics").items().size() == 1;
    if (own.isWritten() && alone && !kind.equals(RouterCatalogue.EMBEDDED)) {
      problems.add(
          own,
          "is what the embedded router counts, and the router is " + kind,
          "Write metrics: {prometheus: {url: …}}");
    }
  }

  /** The kind of router a manifest names, known or not; the embedded one where it names none. */
  static String kind(Draft rollout) {
    return rollout.at("router").entries().keySet().stream()
        .findFirst()
        .orElse(RouterCatalogue.EMBEDDED);
  }

  /** Whether the router a manifest names can mirror requests. */
  static boolean mirrors(Draft rollout) {
    String kind = kind(rollout);
    return RouterCatalogue.kinds().contains(kind)
        && RouterCatalogue.abilities(kind).contains(RouterAbility.MIRRORS);
  }

  private static void checkBake(Draft bake, Set<RouterAbility> can, Problems problems) {
    bake.text()
        .filter(_ -> !can.contains(RouterAbility.REHEARSES))
        .filter(text -> Durations.parse(text).compareTo(LEAST_BAKE) < 0)
        .ifPresent(
            text ->
                problems.add(
                    bake,
                    text + " is too short to learn anything from real traffic",
                    "Bake for at least 1m; seconds are for the embedded router, which carries no"
                        + " real traffic"));
  }

  private static void checkShadow(
      Draft audience, String kind, Set<RouterAbility> can, Problems problems) {
    if (audience.text().equals(Optional.of(SHADOW)) && !can.contains(RouterAbility.MIRRORS)) {
      problems.add(
          audience,
          "a router of kind " + kind + " can't mirror requests",
          "Begin with audience: internal, or mirror with " + mirroring());
    }
  }

  private static String mirroring() {
    return RouterCatalogue.that(RouterAbility.MIRRORS)
        + " (HAProxy 2.6 has no mirroring of its own)";
  }

  private static void checkShare(
      Draft weight, String kind, Set<RouterAbility> can, Problems problems) {
    weight
        .number()
        .filter(percent -> percent > 0 && percent < 100)
        .filter(_ -> !can.contains(RouterAbility.SHARES))
        .ifPresent(
            percent ->
                problems.add(
                    weight,
                    "a router of kind %s can't give %s %% of traffic, only nobody's or everybody's"
                        .formatted(kind, RolloutRules.show(percent)),
                    "Write steps for internal, pilot and weight: 100, or split with one of "
                        + RouterCatalogue.that(RouterAbility.SHARES)));
  }

  private static void checkFallback(
      Draft fallback, String kind, Set<RouterAbility> can, Problems problems) {
    Draft model = fallback.at("model");
    boolean older = model.isWritten();
    RouterAbility needed = older ? RouterAbility.FALLS_BACK_TO_MODELS : RouterAbility.REFERS;
    if (fallback.isWritten() && !can.contains(needed)) {
      problems.add(
          older ? model : fallback,
          "a router of kind "
              + kind
              + (older
                  ? " can't hand over to an older model"
                  : " can't hand over to rules or people"),
          "Leave fallback out, and put an older version in place by hand when no model may serve;"
              + " or use one of "
              + RouterCatalogue.that(needed));
    }
  }
}
