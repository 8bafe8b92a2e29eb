package dev.countersign.manifest;

import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Rest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a manifest asks of one gate. */
public record GateSpec(
    @Doc("Bars by check id.") Map<String, CheckSpec> checks,
    @Doc("The gate's own options, beside checks.") @Rest Map<String, Object> options) {
  public GateSpec {
    checks = Frozen.copyOf(checks);
    options = Frozen.copyOf(options);
  }

  /** The bar for one check; what is left out is left to the policy. */
  public record CheckSpec(
      @Doc("The smallest value allowed.") @Nullable Double min,
      @Doc("The largest value allowed.") @Nullable Double max,
      @Doc("The largest loss allowed against the incumbent, in the check's unit.")
          @Nullable Double maxDrop,
      @Doc("What a failure does; default the policy's, else block.") @Nullable Severity severity,
      @Doc("Which figure must lie inside the bounds; default the policy's, else estimate.")
          @Nullable DecideOn decideOn) {}
}
