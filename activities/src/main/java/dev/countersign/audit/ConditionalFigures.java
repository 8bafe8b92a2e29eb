package dev.countersign.audit;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.StratumCount;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.page.Shown;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.MantelHaenszel;
import dev.countersign.stats.MantelHaenszel.Stratum;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.HashMap;
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

  /**
   * Holds the columns to what a legitimate feature can be: people with the same label differ in
   * their labels by nothing, and a prediction or the attribute itself says as much.
   *
   * @throws DataException if one is the label, the prediction, or a protected column that the
   *     manifest doesn't use as a feature
   */
  static ConditionalFigures over(Dataset data, ReleaseManifest manifest, List<String> conditionOn) {
    Map<String, String> never = new HashMap<>();
    for (ProtectedAttribute attribute : manifest.data().protectedAttributes()) {
      if (attribute.useOrDefault() != Use.FEATURE) {
        never.put(attribute.column(), "protected");
      }
    }
    if (manifest.predictions() != null) {
      never.put(manifest.predictions().column(), "the prediction");
    }
    never.put(manifest.data().label().column(), "the label");
    for (String column : conditionOn) {
      if (never.containsKey(column)) {
        throw new DataException(
            "gates.data-audit.conditionOn names "
                + column
                + ", which is "
                + never.get(column)
                + " and no legitimate feature: leave it out");
      }
    }
    return new ConditionalFigures(data, conditionOn);
  }

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
    long rows = 0;
    for (Map<String, Proportion> groups : strata.values()) {
      Proportion one = groups.getOrDefault(group, NOBODY);
      Proportion other = groups.getOrDefault(partition.reference(), NOBODY);
      if (!one.isEmpty() && !other.isEmpty()) {
        compared.add(new Stratum(one, other));
        rows += one.trials();
      }
    }
    Figure figure =
        Figure.of("conditional-label-disparity")
            .on(partition.attribute())
            .group(group, partition.reference())
            .ratesOf("labels")
            .rows(rows)
            .convention(
                "P(favourable | group) − P(favourable | reference) within strata of "
                    + String.join(", ", conditionOn)
                    + ", weighted after Mantel and Haenszel");
    Optional<MantelHaenszel> common = MantelHaenszel.difference(compared, 0.95);
    if (common.isEmpty()) {
      return figure.note("No stratum holds both groups: nothing can be compared.");
    }
    long left = partition.labelsOf(group).trials() - rows;
    double spread = common.get().spreadIfEqual();
    return figure
        .value(common.get().difference())
        .interval(common.get().interval())
        .chanceOutside(bounds -> ChanceOutside.ofNormal(bounds, spread))
        .note(
            compared.size()
                + " strata hold both groups; "
                + Shown.of(left)
                + " rows of the group stand in others. What remains is not explained by these"
                + " features; what they explain may itself be unequal treatment.");
  }
}
