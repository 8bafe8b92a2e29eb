package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.LabelCount;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every group there is, so that one without judged rows is judged and not passed over: those any
 * row is in, labelled or not and of whatever part, those that bands declare, and the reference.
 *
 * @param counts by attribute all rows by group
 */
record KnownGroups(Map<String, List<LabelCount>> counts) {
  /** So many combinations of groups are all named; of more, only those that rows are in. */
  static final int MOST_NAMED = 200;

  static KnownGroups of(Dataset data, List<ProtectedAttribute> attributes) {
    Map<String, List<LabelCount>> counts = new LinkedHashMap<>();
    attributes.forEach(a -> counts.put(a.attribute(), data.labelled(a)));
    return new KnownGroups(counts);
  }

  /** All rows by group of an attribute, in alphabetical order, rows in none last. */
  List<LabelCount> countsOf(ProtectedAttribute attribute) {
    return counts.getOrDefault(attribute.attribute(), List.of());
  }

  /** The groups of one attribute. */
  NavigableSet<String> groups(ProtectedAttribute attribute) {
    NavigableSet<String> groups = new TreeSet<>();
    countsOf(attribute).stream()
        .map(LabelCount::group)
        .filter(Objects::nonNull)
        .forEach(groups::add);
    if (attribute.bands() != null) {
      groups.addAll(attribute.bands());
    }
    groups.add(attribute.reference());
    return groups;
  }

  /** How many combinations of groups several attributes have. */
  long combinations(List<ProtectedAttribute> attributes) {
    return attributes.stream().mapToLong(a -> groups(a).size()).reduce(1, Math::multiplyExact);
  }

  /** Names of all groups of an attribute, or of the combinations of several; none of too many. */
  List<String> names(List<ProtectedAttribute> attributes) {
    if (attributes.size() > 1 && combinations(attributes) > MOST_NAMED) {
      return List.of();
    }
    List<List<String>> combined = List.of(List.of());
    for (ProtectedAttribute attribute : attributes) {
      combined =
          combined.stream()
              .flatMap(
                  names ->
                      groups(attribute).stream()
                          .map(group -> Stream.concat(names.stream(), Stream.of(group)).toList()))
              .toList();
    }
    return combined.stream().map(Intersections::name).toList();
  }
}
