package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import java.util.Optional;
import java.util.Set;

/** What a manifest's router and metric source can tell of live decisions. */
public final class LiveSource {
  private static final Set<String> OF_GROUPS =
      Set.of("disparate-impact", "statistical-parity-difference");
  private static final String OF_DECISIONS = "selection-rate";
  private static final String OF_MIRRORED = "disagreement-rate";

  private final Draft rollout;

  private LiveSource(Draft rollout) {
    this.rollout = rollout;
  }

  /** That of a manifest, however much else is wrong with it. */
  public static LiveSource of(Draft manifest) {
    return new LiveSource(manifest.at("rollout"));
  }

  /**
   * Why a live check can't be measured.
   *
   * @param message what is missing
   * @param remedy what to write
   */
  public record Lack(String message, String remedy) {}

  /** Why a check can't be measured; empty where it can, or where the check is none of decisions. */
  public Optional<Lack> lack(String check) {
    if (OF_GROUPS.contains(check)) {
      return rollout.at("groups").items().isEmpty()
          ? Optional.of(
              new Lack(
                  check + " compares groups of live decisions, and rollout.groups names none",
                  "Add rollout.groups: [{attribute: sex, values: [female, male]}] or what applies"))
          : uncounted(check, "decisionsByGroup", "favourableByGroup");
    }
    return check.equals(OF_DECISIONS)
        ? uncounted(check, "decisions", "favourable")
        : Optional.empty();
  }

  /** Why what a shadow step is judged by can't be measured; empty where it can. */
  Optional<Lack> uncompared() {
    return uncounted(OF_MIRRORED, "compared", "differing");
  }

  private Optional<Lack> uncounted(String check, String all, String favourable) {
    Draft prometheus = rollout.at("metrics", "prometheus");
    Draft queries = prometheus.at("queries");
    String kind = RouterRules.kind(rollout);
    boolean reads =
        !RouterCatalogue.kinds().contains(kind)
            || RouterCatalogue.abilities(kind).contains(RouterAbility.READS_DECISIONS);
    if (queries.isWritten()
        ? queries.at(all).isWritten() && queries.at(favourable).isWritten()
        : reads) {
      return Optional.empty();
    }
    String why =
        queries.isWritten()
            ? "the queries of rollout.metrics don't ask for %s and %s".formatted(all, favourable)
            : "a router of kind " + kind + " reads no answers, so it counts no decisions";
    return Optional.of(
        new Lack(
            check + " can't be measured: " + why,
            "Write queries of your own with %s and %s under rollout.metrics.prometheus, or leave the check out"
                .formatted(all, favourable)));
  }
}
