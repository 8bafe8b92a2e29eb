package dev.countersign.rollout;

import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.GateSpec.CheckSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The bars of one step: the policy's for live checks, tightened by the manifest's, and the standard
 * ones where neither sets any, so that no step goes unjudged.
 */
final class LiveBars {
  /** Used for a step that would otherwise have no absolute bar that blocks. */
  static final CheckBar STANDARD_ERROR_RATE =
      new CheckBar(
          null,
          0.02,
          0.01,
          Severity.BLOCK,
          DecideOn.ESTIMATE,
          "standard: neither policy nor manifest sets one");

  /** Used for a shadow step for which nobody says how often answers may differ. */
  static final CheckBar STANDARD_DISAGREEMENT =
      new CheckBar(
          null,
          0.1,
          null,
          Severity.BLOCK,
          DecideOn.ESTIMATE,
          "standard: neither policy nor manifest sets one");

  private LiveBars() {}

  /** The bars of a step on which the candidate answers nobody. */
  static Map<String, CheckBar> mirrored(
      Map<String, CheckBar> policy, Map<String, CheckSpec> manifest) {
    Map<String, CheckBar> bars = new TreeMap<>(of(policy, manifest));
    bars.putIfAbsent(LiveMetric.DISAGREEMENT_RATE.id(), STANDARD_DISAGREEMENT);
    return bars;
  }

  static Map<String, CheckBar> of(Map<String, CheckBar> policy, Map<String, CheckSpec> manifest) {
    Map<String, CheckBar> bars = new TreeMap<>(policy);
    manifest.forEach((id, spec) -> bars.put(id, tightened(policy.get(id), spec)));
    boolean judged =
        bars.values().stream()
            .anyMatch(bar -> bar.bounds() != null && bar.severity() == Severity.BLOCK);
    if (!judged) {
      bars.put(LiveMetric.ERROR_RATE.id(), STANDARD_ERROR_RATE);
    }
    return bars;
  }

  private static CheckBar tightened(@Nullable CheckBar floor, CheckSpec spec) {
    if (floor == null) {
      return new CheckBar(
          spec.min(),
          spec.max(),
          spec.maxDrop(),
          spec.severity() == null ? Severity.BLOCK : spec.severity(),
          spec.decideOn() == null ? DecideOn.ESTIMATE : spec.decideOn(),
          "manifest");
    }
    boolean blocks = floor.severity() == Severity.BLOCK || spec.severity() == Severity.BLOCK;
    boolean interval =
        floor.decideOn() == DecideOn.INTERVAL || spec.decideOn() == DecideOn.INTERVAL;
    return new CheckBar(
        stricter(floor.min(), spec.min(), Math::max),
        stricter(floor.max(), spec.max(), Math::min),
        stricter(floor.maxDrop(), spec.maxDrop(), Math::min),
        blocks ? Severity.BLOCK : Severity.WARN,
        interval ? DecideOn.INTERVAL : DecideOn.ESTIMATE,
        floor.basis());
  }

  private static @Nullable Double stricter(
      @Nullable Double one, @Nullable Double other, BinaryOperator<Double> choose) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return choose.apply(one, other);
  }
}
