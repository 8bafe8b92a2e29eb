package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.decision.Groups;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Weight;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
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
   * @param spec the manifest's data section, which says how groups are read
   * @param mitigation result of the mitigation gate
   * @return positive; rows in no group count 1
   */
  public static double[] of(Dataset data, RowSet rows, DataSpec spec, GateResult mitigation) {
    boolean[] favourable = data.favourable(rows);
    double[] weights = new double[favourable.length];
    Arrays.fill(weights, 1);
    if (mitigation.weights().isEmpty()) {
      return weights;
    }
    String name = mitigation.weights().getFirst().attribute();
    Map<String, double[]> byGroup = byGroup(mitigation.weights(), spec.label().favourable());
    List<@Nullable String> groups = groups(data, rows, spec, name);
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
      Dataset data, RowSet rows, DataSpec spec, String name) {
    List<List<ProtectedAttribute>> choices = new ArrayList<>();
    spec.protectedAttributes().forEach(attribute -> choices.add(List.of(attribute)));
    choices.addAll(Intersections.of(spec.protectedAttributes()));
    for (List<ProtectedAttribute> attributes : choices) {
      if (name.equals(
          Intersections.name(attributes.stream().map(ProtectedAttribute::attribute).toList()))) {
        return Groups.of(data, rows, attributes);
      }
    }
    throw new IllegalArgumentException("the manifest has no protected attribute " + name);
  }
}
