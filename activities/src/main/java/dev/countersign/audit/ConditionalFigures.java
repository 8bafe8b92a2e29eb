package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.StratumCount;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.page.Shown;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.MantelHaenszel;
import dev.countersign.stats.MantelHaenszel.Stratum;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Differences of base rates that remain among people alike in the features a manifest calls
 * legitimate.
 *
 * @param conditionOn those features
 */
record ConditionalFigures(Dataset data, List<String> conditionOn) {
  private static final Proportion NOBODY = new Proportion(0, 0);

  /** One figure a group of the partition's single attribute. */
  List<Figure> of(Partition partition) {
    ProtectedAttribute attribute = partition.attributes().getFirst();
    Map<List<@Nullable String>, Map<String, Proportion>> strata = new LinkedHashMap<>();
    for (StratumCount count : data.strata(data.auditRows(), attribute, conditionOn)) {
      if (count.group() != null) {
        strata
            .computeIfAbsent(count.stratum(), s -> new LinkedHashMap<>())
            .put(
                count.group(),
                new Proportion(count.favourable(), count.favourable() + count.unfavourable()));
      }
    }
    return partition.compared().stream().map(group -> figure(partition, group, strata)).toList();
  }

  private Figure figure(
      Partition partition,
      String group,
      Map<List<@Nullable String>, Map<String, Proportion>> strata) {
    List<Stratum> compared = new ArrayList<>();
    Proportion own = NOBODY;
    Proportion reference = NOBODY;
    for (Map<String, Proportion> groups : strata.values()) {
      Proportion one = groups.getOrDefault(group, NOBODY);
      Proportion other = groups.getOrDefault(partition.reference(), NOBODY);
      if (!one.isEmpty() && !other.isEmpty()) {
        compared.add(new Stratum(one, other));
        own = own.plus(one);
        reference = reference.plus(other);
      }
    }
    Proportion group1 = own;
    Proportion group2 = reference;
    Figure figure =
        Figure.of("conditional-label-disparity")
            .on(partition.attribute())
            .group(group, partition.reference())
            .ratesOf("labels")
            .rows(own.trials())
            .convention(
                "P(favourable | group) − P(favourable | reference) within strata of "
                    + String.join(", ", conditionOn)
                    + ", weighted after Mantel and Haenszel")
            .chanceOutside(bounds -> ChanceOutside.ofDifference(bounds, group1, group2));
    Optional<MantelHaenszel> common = MantelHaenszel.difference(compared, 0.95);
    if (common.isEmpty()) {
      return figure.note("No stratum holds both groups: nothing can be compared.");
    }
    long left = partition.labelsOf(group).trials() - own.trials();
    return figure
        .value(common.get().difference())
        .interval(common.get().interval())
        .note(
            compared.size()
                + " strata hold both groups; "
                + Shown.of(left)
                + " rows of the group stand in others. What remains is not explained by these"
                + " features; what they explain may itself be unequal treatment.");
  }
}
