package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.ClassShare;
import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.stats.Proportion;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The groups of an attribute, or of several taken together, with how many of each have the
 * favourable label.
 *
 * @param attribute its name; an intersection is {@code race & sex}
 * @param attributes the attributes it is made of
 * @param reference the group others are compared with; an intersection's is made of the references
 * @param labels per group its favourable labels, in alphabetical order; has the reference and every
 *     {@link KnownGroups#names known} group, also when empty
 * @param frequent per group with rows, those of its label that is most frequent: of several classes
 *     the largest, else the larger of the favourable and the others
 * @param ungrouped rows that are in no group: the value is missing, or in no band
 * @param unnamed combinations of groups that have no rows and are too many to be named
 */
record Partition(
    String attribute,
    List<ProtectedAttribute> attributes,
    String reference,
    Map<String, Proportion> labels,
    Map<String, Proportion> frequent,
    long ungrouped,
    long unnamed) {
  static final Proportion NOBODY = new Proportion(0, 0);

  /**
   * Counts the groups of one attribute, or the intersection of several, in SQL.
   *
   * @param known the groups there are
   * @param others further groups that are named, also when empty
   */
  static Partition of(
      Dataset data,
      RowSet rows,
      List<ProtectedAttribute> attributes,
      KnownGroups known,
      Collection<String> others) {
    List<GroupCount> counts = data.groupCounts(rows, attributes);
    String reference =
        Intersections.name(attributes.stream().map(ProtectedAttribute::reference).toList());
    Map<String, Proportion> labels = labels(counts);
    Map<String, Proportion> frequent =
        data.label().taskOrDefault() == Task.MULTI_CLASS
            ? largestClasses(data.largestClasses(rows, attributes))
            : largerSides(labels);
    known.names(attributes).forEach(group -> labels.putIfAbsent(group, NOBODY));
    others.forEach(group -> labels.putIfAbsent(group, NOBODY));
    labels.putIfAbsent(reference, NOBODY);
    return new Partition(
        Intersections.name(attributes.stream().map(ProtectedAttribute::attribute).toList()),
        attributes,
        reference,
        labels,
        frequent,
        counts.stream().filter(Partition::isUngrouped).mapToLong(GroupCount::n).sum(),
        known.combinations(attributes) - labels.size());
  }

  /** Per group its favourable labels, in alphabetical order. */
  static Map<String, Proportion> labels(List<GroupCount> counts) {
    Map<String, Proportion> labels = new TreeMap<>();
    for (GroupCount count : counts) {
      if (!isUngrouped(count)) {
        labels.put(name(count.groups()), new Proportion(count.favourable(), count.n()));
      }
    }
    return labels;
  }

  private static boolean isUngrouped(GroupCount count) {
    return count.groups().stream().anyMatch(Objects::isNull);
  }

  private static String name(List<@Nullable String> groups) {
    return Intersections.name(groups.stream().map(String::valueOf).toList());
  }

  private static Map<String, Proportion> largerSides(Map<String, Proportion> labels) {
    Map<String, Proportion> larger = new HashMap<>();
    labels.forEach(
        (group, own) -> larger.put(group, own.hits() * 2 >= own.trials() ? own : own.complement()));
    return larger;
  }

  private static Map<String, Proportion> largestClasses(List<ClassShare> shares) {
    return shares.stream()
        .filter(share -> share.groups().stream().noneMatch(Objects::isNull))
        .collect(
            Collectors.toMap(
                share -> name(share.groups()),
                share -> new Proportion(share.largest(), share.rows())));
  }

  boolean isIntersection() {
    return attributes.size() > 1;
  }

  /** The favourable labels of a group; none of none when no row is in it. */
  Proportion labelsOf(String group) {
    return labels.getOrDefault(group, NOBODY);
  }

  /** Those of a group's most frequent label; none of none when no row is in it. */
  Proportion frequentOf(String group) {
    return frequent.getOrDefault(group, NOBODY);
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
