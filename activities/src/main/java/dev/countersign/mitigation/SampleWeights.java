package dev.countersign.mitigation;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What each row counts in training, as the mitigation gate said. */
public final class SampleWeights {
  private SampleWeights() {}

  /**
   * The weights of rows, in their order. A row whose group is not known counts 1.
   *
   * @param spec the manifest's data, for labels and attributes
   * @param mitigation the gate's result; its weights speak of one attribute, or of one intersection
   * @return one weight a row, all 1 where the gate set none
   * @throws DataException if a weight speaks of an attribute the manifest does not have
   */
  public static double[] of(Dataset data, RowSet rows, DataSpec spec, GateResult mitigation) {
    boolean[] favourable = data.favourable(rows);
    double[] weights = new double[favourable.length];
    Arrays.fill(weights, 1);
    if (mitigation.weights().isEmpty()) {
      return weights;
    }
    List<List<@Nullable String>> groups = new ArrayList<>();
    for (ProtectedAttribute attribute :
        attributes(spec, mitigation.weights().getFirst().attribute())) {
      groups.add(data.groups(rows, attribute));
    }
    Map<String, Double> yes = new HashMap<>();
    Map<String, Double> no = new HashMap<>();
    for (Weight weight : mitigation.weights()) {
      (weight.label().equals(spec.label().favourable()) ? yes : no)
          .put(weight.group(), weight.weight());
    }
    for (int row = 0; row < weights.length; row++) {
      List<@Nullable String> of = new ArrayList<>();
      for (List<@Nullable String> column : groups) {
        of.add(column.get(row));
      }
      if (of.stream().noneMatch(Objects::isNull)) {
        weights[row] = (favourable[row] ? yes : no).getOrDefault(Reweighing.name(of), 1.0);
      }
    }
    return weights;
  }

  private static List<ProtectedAttribute> attributes(DataSpec spec, String name) {
    List<ProtectedAttribute> named =
        spec.protectedAttributes().stream()
            .filter(
                attribute -> Arrays.asList(name.split(" & ", -1)).contains(attribute.attribute()))
            .toList();
    if (!Intersections.name(named.stream().map(ProtectedAttribute::attribute).toList())
        .equals(name)) {
      throw new DataException("weights speak of " + name + ", which the manifest does not protect");
    }
    return named;
  }
}
