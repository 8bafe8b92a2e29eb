package dev.countersign.policy;

import dev.countersign.approval.Seat;
import dev.countersign.gate.CheckBar;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.Frozen;
import dev.countersign.manifest.GateVocabulary;
import dev.countersign.manifest.RiskTier;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bar of one release, set before anything is measured: the tier's floor, tightened by packs and
 * by the manifest.
 *
 * @param tier the risk tier it stands on
 * @param sources the floor and the packs merged, in order, each as {@code name sha256:…}
 * @param checks bars by gate id and check id; live checks under {@code rollout} and {@code
 *     serving-check}
 * @param options gate options by gate id
 * @param seats who has to sign, on which board
 * @param holdDeadline how long an inconclusive gate waits for a person; then the answer is no
 * @param rollbackWindow how long after release one command goes back to the former champion
 * @param waivers what a waiver may do
 * @param promoters the seats that all have to sign before a rollout step's bake is cut short;
 *     empty: an operator's word is enough
 * @param protectedUse uses allowed by protected attribute, in lower case, and {@value
 *     PolicyPack#ANY} for the others
 */
public record EffectivePolicy(
    RiskTier tier,
    List<String> sources,
    Map<String, Map<String, CheckBar>> checks,
    Map<String, Map<String, Object>> options,
    List<Seat> seats,
    Duration holdDeadline,
    Duration rollbackWindow,
    Waivers waivers,
    List<String> promoters,
    Map<String, List<Use>> protectedUse) {
  public EffectivePolicy {
    sources = List.copyOf(sources);
    checks = Frozen.copyOf(checks);
    options = Frozen.copyOf(options);
    seats = List.copyOf(seats);
    promoters = promoters == null ? List.of() : List.copyOf(promoters);
    protectedUse = Frozen.copyOf(protectedUse);
  }

  /** A policy under which an operator's word promotes. */
  public EffectivePolicy(
      RiskTier tier,
      List<String> sources,
      Map<String, Map<String, CheckBar>> checks,
      Map<String, Map<String, Object>> options,
      List<Seat> seats,
      Duration holdDeadline,
      Duration rollbackWindow,
      Waivers waivers,
      Map<String, List<Use>> protectedUse) {
    this(
        tier,
        sources,
        checks,
        options,
        seats,
        holdDeadline,
        rollbackWindow,
        waivers,
        List.of(),
        protectedUse);
  }

  /**
   * What a waiver may do.
   *
   * @param longest the longest it may hold from its signature on
   * @param seats the seats that all have to sign it
   */
  public record Waivers(Duration longest, List<String> seats) {
    public Waivers {
      seats = List.copyOf(seats);
    }
  }

  /** The bar of a check, or null when the policy sets none. */
  public @Nullable CheckBar bar(String gate, String check) {
    return checks.getOrDefault(gate, Map.of()).get(check);
  }

  /** The bars of a gate by check id, possibly none. */
  public Map<String, CheckBar> bars(String gate) {
    return checks.getOrDefault(gate, Map.of());
  }

  /** The bars of a rollout's live checks by check id. */
  public Map<String, CheckBar> liveBars() {
    return bars(GateVocabulary.ROLLOUT);
  }

  /** An option of a gate, or null when nobody set it. */
  public @Nullable Object option(String gate, String name) {
    return options.getOrDefault(gate, Map.of()).get(name);
  }

  /** Whether a protected attribute may be used this far. */
  public boolean allows(String attribute, Use use) {
    List<Use> named = protectedUse.get(attribute.toLowerCase(Locale.ROOT));
    return (named != null ? named : protectedUse.getOrDefault(PolicyPack.ANY, List.of()))
        .contains(use);
  }
}
