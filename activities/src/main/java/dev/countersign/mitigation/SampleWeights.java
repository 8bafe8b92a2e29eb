package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.decision.Groups;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Weight;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.ReleaseManifest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each training row counts, as the mitigation gate decided it. */
public final class SampleWeights {
  private SampleWeights() {}

  /**
   * Per row its weight, in the order of the source; 1 everywhere when the gate decided none.
   *
   * @param manifest whose mitigation the gate carried out
   * @param mitigation result of the mitigation gate
   * @return positive; rows in no group count 1
   * @throws IllegalArgumentException if the weights are by other attributes than the manifest's
   *     mitigation works on
   */
  public static double[] of(
      Dataset data, RowSet rows, ReleaseManifest manifest, GateResult mitigation) {
    boolean[] favourable = data.favourable(rows);
    double[] weights = new double[favourable.length];
    Arrays.fill(weights, 1);
    if (mitigation.weights().isEmpty()) {
      return weights;
    }
    String name = mitigation.weights().getFirst().attribute();
    Map<String, double[]> byGroup =
        byGroup(mitigation.weights(), manifest.data().label().favourable());
    List<@Nullable String> groups = groups(data, rows, manifest, name);
    for (int i = 0; i < weights.length; i++) {
      double[] own = byGroup.get(groups.get(i));
      if (own != null) {
        weights[i] = favourable[i] ? own[0] : own[1];
      }
    }
    return weights;
  }

  private static Map<String, double[]> byGroup(List<Weight> weights, String favourable) {
    Map<String, double[]> byGroup = new HashMap<>();
    for (Weight weight : weights) {
      double[] own = byGroup.computeIfAbsent(weight.group(), g -> new double[] {1, 1});
      own[weight.label().equals(favourable) ? 0 : 1] = weight.weight();
    }
    return byGroup;
  }

  private static List<@Nullable String> groups(
      Dataset data, RowSet rows, ReleaseManifest manifest, String name) {
    MitigationSpec spec = manifest.mitigation();
    List<String> mitigated = spec == null ? List.of() : spec.allAttributes();
    List<ProtectedAttribute> attributes = Groups.named(manifest, mitigated);
    if (attributes.isEmpty() || !name.equals(name(attributes))) {
      throw new IllegalArgumentException(
          ("the mitigation gate's weights are by %s, but the manifest's mitigation works on"
                  + " %s: run the mitigation gate for this manifest")
              .formatted(
                  name, mitigated.isEmpty() ? "no attribute" : String.join(", ", mitigated)));
    }
    return Groups.of(data, rows, attributes);
  }

  private static String name(List<ProtectedAttribute> attributes) {
    return Intersections.name(attributes.stream().map(ProtectedAttribute::attribute).toList());
  }
}
