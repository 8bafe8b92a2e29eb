package dev.countersign.policy;

import dev.countersign.approval.Seat;
import dev.countersign.gate.CheckBar;
import dev.countersign.manifest.RiskTier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bar of one release, set before anything is measured: the tier's floor, tightened by packs and
 * by the manifest.
 *
 * @param tier the risk tier it stands on
 * @param sources the floor and the packs merged, in order, each as {@code name sha256:…}
 * @param checks bars by gate id and check id
 * @param options gate options by gate id
 * @param seats who has to sign, on which board
 */
public record EffectivePolicy(
    RiskTier tier,
    List<String> sources,
    Map<String, Map<String, CheckBar>> checks,
    Map<String, Map<String, Object>> options,
    List<Seat> seats) {
  public EffectivePolicy {
    sources = List.copyOf(sources);
    checks = Map.copyOf(checks);
    options = Map.copyOf(options);
    seats = List.copyOf(seats);
  }

  /** The bar of a check, or null when the policy sets none. */
  public @Nullable CheckBar bar(String gate, String check) {
    return checks.getOrDefault(gate, Map.of()).get(check);
  }
}
