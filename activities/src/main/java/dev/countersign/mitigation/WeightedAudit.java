package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gate.Check;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The audit's disparate impact once more, on weighted labels. A figure, not a verdict: for the
 * reweighed attribute it is 1 by construction, and the others show what reweighing did to them.
 */
final class WeightedAudit {
  private WeightedAudit() {}

  static List<Check> of(
      Dataset data,
      RowSet rows,
      ProtectedAttribute attribute,
      double[] weights,
      boolean mitigated) {
    boolean[] favourable = data.favourable(rows);
    List<@Nullable String> groups = data.groups(rows, attribute);
    Map<String, double[]> sums = new LinkedHashMap<>();
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int row = 0; row < weights.length; row++) {
      String group = groups.get(row);
      if (group != null) {
        double[] sum = sums.computeIfAbsent(group, unseen -> new double[2]);
        sum[0] += favourable[row] ? weights[row] : 0;
        sum[1] += weights[row];
        counts.merge(group, 1L, Long::sum);
      }
    }
    double[] reference = sums.getOrDefault(attribute.reference(), new double[2]);
    List<Check> checks = new ArrayList<>();
    sums.forEach(
        (group, sum) -> {
          if (!group.equals(attribute.reference())) {
            Figure figure =
                Figure.of("disparate-impact")
                    .on(attribute.attribute())
                    .group(group, attribute.reference())
                    .ratesOf("weighted labels")
                    .value((sum[0] / sum[1]) / (reference[0] / reference[1]))
                    .rows(counts.getOrDefault(group, 0L))
                    .convention(
                        "P(favourable | group) / P(favourable | reference), rows counted by weight");
            checks.add(
                (mitigated
                        ? figure.note("1 by construction; the evidence is the model's decisions.")
                        : figure.note("Not reweighed for; shown to see what reweighing did to it."))
                    .judgedBy(null));
          }
        });
    return checks;
  }
}
