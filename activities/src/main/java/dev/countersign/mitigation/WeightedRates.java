package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rates of favourable labels by group when every row counts its weight.
 *
 * @param totals by group, the weight of favourable rows and of all rows
 */
record WeightedRates(Map<String, Total> totals) {

  /** Weights summed up. */
  record Total(double favourable, double all) {
    Total plus(double favourableWeight, double allWeight) {
      return new Total(favourable + favourableWeight, all + allWeight);
    }
  }

  /**
   * Sums up, from counts alone, the groups of some attributes under weights made for others.
   *
   * @param attributes whose groups, taken together, are looked at; may be among those the weights
   *     are made for
   */
  static WeightedRates of(
      Dataset data, RowSet rows, List<ProtectedAttribute> attributes, Reweighing weights) {
    List<ProtectedAttribute> all = new ArrayList<>(weights.attributes());
    int own = all.size();
    all.addAll(attributes);
    Map<String, Total> totals = new LinkedHashMap<>();
    for (GroupCount count : data.groupCounts(rows, all)) {
      List<@Nullable String> looked = count.groups().subList(own, count.groups().size());
      if (looked.stream().noneMatch(Objects::isNull)) {
        String group = Intersections.name(new ArrayList<>(looked));
        List<@Nullable String> weighed = count.groups().subList(0, own);
        double favourable = count.favourable() * weights.weight(weighed, true);
        double unfavourable = count.unfavourable() * weights.weight(weighed, false);
        totals.put(
            group,
            totals
                .getOrDefault(group, new Total(0, 0))
                .plus(favourable, favourable + unfavourable));
      }
    }
    return new WeightedRates(totals);
  }

  /** The ratio of a group's rate to the reference's; null when it is undefined. */
  @Nullable Double ratio(String group, String reference) {
    Total own = totals.get(group);
    Total other = totals.get(reference);
    if (own == null || other == null || own.all() == 0 || other.favourable() == 0) {
      return null;
    }
    return (own.favourable() / own.all()) / (other.favourable() / other.all());
  }

  /** The difference of a group's rate and the reference's; null when it is undefined. */
  @Nullable Double difference(String group, String reference) {
    Total own = totals.get(group);
    Total other = totals.get(reference);
    if (own == null || other == null || own.all() == 0 || other.all() == 0) {
      return null;
    }
    return own.favourable() / own.all() - other.favourable() / other.all();
  }
}
