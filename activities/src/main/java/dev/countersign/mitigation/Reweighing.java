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
 * Weights under which the label is independent of the group (Kamiran and Calders 2012, Knowledge
 * and Information Systems 33: 1–33): w(g, y) = n_g · n_y / (n · n_gy). Over the groups of several
 * attributes taken together it is independent of each of them too.
 *
 * @param attributes the attributes whose groups are evened
 * @param weights by group; rows in no group keep weight 1
 */
record Reweighing(List<ProtectedAttribute> attributes, Map<String, OfGroup> weights) {

  /**
   * Weights of one group.
   *
   * @param favourable what a row with the favourable label counts; 0 when there is none
   * @param unfavourable what a row with another label counts; 0 when there is none
   */
  record OfGroup(double favourable, double unfavourable) {}

  /** Computes the weights from counts in SQL. */
  static Reweighing of(Dataset data, RowSet rows, List<ProtectedAttribute> attributes) {
    return of(data.groupCounts(rows, attributes), attributes);
  }

  /** Computes the weights; counts of rows in no group are left out. */
  static Reweighing of(List<GroupCount> all, List<ProtectedAttribute> attributes) {
    List<GroupCount> counts =
        all.stream().filter(count -> count.groups().stream().noneMatch(Objects::isNull)).toList();
    double favourable = counts.stream().mapToLong(GroupCount::favourable).sum();
    double unfavourable = counts.stream().mapToLong(GroupCount::unfavourable).sum();
    double rows = favourable + unfavourable;
    Map<String, OfGroup> weights = new LinkedHashMap<>();
    for (GroupCount count : counts) {
      weights.put(
          Intersections.name(new ArrayList<>(count.groups())),
          new OfGroup(
              weight(count.n(), favourable, rows, count.favourable()),
              weight(count.n(), unfavourable, rows, count.unfavourable())));
    }
    return new Reweighing(attributes, weights);
  }

  private static double weight(long group, double label, double all, long both) {
    return both == 0 ? 0 : group * label / (all * both);
  }

  /** The attributes' name, as the weights carry it. */
  String name() {
    return Intersections.name(attributes.stream().map(ProtectedAttribute::attribute).toList());
  }

  /** What a row counts. */
  double weight(List<@Nullable String> groups, boolean favourable) {
    if (groups.stream().anyMatch(Objects::isNull)) {
      return 1;
    }
    OfGroup weights = this.weights.get(Intersections.name(new ArrayList<>(groups)));
    if (weights == null) {
      return 1;
    }
    return favourable ? weights.favourable() : weights.unfavourable();
  }
}
