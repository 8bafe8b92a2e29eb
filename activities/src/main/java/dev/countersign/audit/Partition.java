package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The groups of an attribute, or of several taken together, with how many of each have the
 * favourable label.
 *
 * @param attribute its name; an intersection is {@code race & sex}
 * @param attributes the attributes it is made of
 * @param reference the group others are compared with; an intersection's is made of the references
 * @param labels per group its favourable labels, in alphabetical order; has every declared band and
 *     the reference, also when empty
 * @param ungrouped rows that are in no group: the value is missing, or in no band
 */
record Partition(
    String attribute,
    List<ProtectedAttribute> attributes,
    String reference,
    Map<String, Proportion> labels,
    long ungrouped) {
  private static final Proportion NOBODY = new Proportion(0, 0);

  /** Counts the groups of one attribute, or the intersection of several, in SQL. */
  static Partition of(Dataset data, RowSet rows, List<ProtectedAttribute> attributes) {
    Map<String, Proportion> labels = new TreeMap<>();
    long ungrouped = 0;
    for (GroupCount count : data.groupCounts(rows, attributes)) {
      if (count.groups().stream().anyMatch(Objects::isNull)) {
        ungrouped += count.n();
      } else {
        labels.put(
            Intersections.name(new ArrayList<>(count.groups())),
            new Proportion(count.favourable(), count.n()));
      }
    }
    String reference =
        Intersections.name(attributes.stream().map(ProtectedAttribute::reference).toList());
    labels.putIfAbsent(reference, NOBODY);
    declaredBands(attributes).forEach(band -> labels.putIfAbsent(band, NOBODY));
    return new Partition(
        Intersections.name(attributes.stream().map(ProtectedAttribute::attribute).toList()),
        attributes,
        reference,
        labels,
        ungrouped);
  }

  private static List<String> declaredBands(List<ProtectedAttribute> attributes) {
    List<String> bands = attributes.getFirst().bands();
    return attributes.size() > 1 || bands == null ? List.of() : bands;
  }

  boolean isIntersection() {
    return attributes.size() > 1;
  }

  /** The favourable labels of a group; none of none when no row is in it. */
  Proportion labelsOf(String group) {
    return labels.getOrDefault(group, NOBODY);
  }

  /** Every group but the reference. */
  List<String> compared() {
    return labels.keySet().stream().filter(group -> !group.equals(reference)).toList();
  }

  /** Rows in any group. */
  long rows() {
    return labels.values().stream().mapToLong(Proportion::trials).sum();
  }
}
