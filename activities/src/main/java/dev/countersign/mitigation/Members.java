package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.RowSet;
import dev.countersign.data.Sample;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The groups a method works on, and whether they make up those a finding compares: with several
 * attributes a method works on the groups of their intersection, of which a finding's may be many.
 *
 * @param attributes what the groups are of, sorted by name
 * @param counts rows of each
 */
record Members(List<ProtectedAttribute> attributes, List<GroupCount> counts) {

  static Members of(Dataset data, RowSet rows, List<ProtectedAttribute> attributes) {
    return new Members(
        attributes,
        data.groupCounts(rows, attributes).stream()
            .filter(count -> count.groups().stream().noneMatch(Objects::isNull))
            .toList());
  }

  /** The group's name, as weights, repairs and thresholds carry it. */
  static String name(GroupCount count) {
    return Intersections.name(new ArrayList<>(count.groups()));
  }

  /** Per row of a sample its group; null where one of the attributes has none. */
  static List<@Nullable String> names(Sample sample, List<ProtectedAttribute> attributes) {
    List<@Nullable String> names = new ArrayList<>();
    for (int row = 0; row < sample.rows(); row++) {
      List<String> parts = new ArrayList<>();
      for (ProtectedAttribute attribute : attributes) {
        String part = Objects.requireNonNull(sample.groups().get(attribute.attribute())).get(row);
        if (part != null) {
          parts.add(part);
        }
      }
      names.add(parts.size() == attributes.size() ? Intersections.name(parts) : null);
    }
    return names;
  }

  /**
   * Which of the two groups a finding compares has no more than half of its rows where something
   * holds, or no row at all; null when neither.
   */
  @Nullable String lacking(Finding finding, Predicate<GroupCount> holds) {
    for (@Nullable String side :
        new @Nullable String[] {finding.audited().group(), finding.audited().reference()}) {
      List<GroupCount> own =
          counts.stream().filter(count -> within(finding, count).equals(side)).toList();
      long all = own.stream().mapToLong(GroupCount::n).sum();
      long held = own.stream().filter(holds).mapToLong(GroupCount::n).sum();
      if (2 * held <= all) {
        return String.valueOf(side);
      }
    }
    return null;
  }

  /** The group of the finding's attributes that these rows are in. */
  private String within(Finding finding, GroupCount count) {
    List<String> values = new ArrayList<>();
    for (ProtectedAttribute attribute : finding.attributes()) {
      values.add(String.valueOf(count.groups().get(attributes.indexOf(attribute))));
    }
    return Intersections.name(values);
  }
}
