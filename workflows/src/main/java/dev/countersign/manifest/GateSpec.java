package dev.countersign.manifest;

import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest or a policy pack asks of one gate.
 *
 * @param checks by check id
 * @param options the gate's own options beside {@code checks}: numbers, texts, booleans, lists and
 *     maps, as the gate documents them; an option no gate knows is refused
 */
public record GateSpec(Map<String, CheckSpec> checks, Map<String, Object> options) {
  public GateSpec {
    checks = checks == null ? Map.of() : Map.copyOf(checks);
    options = options == null ? Map.of() : Map.copyOf(options);
  }

  /** The bar for one check; what is null is left to the policy. */
  public record CheckSpec(
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double maxDrop,
      @Nullable Severity severity,
      @Nullable DecideOn decideOn) {}
}
