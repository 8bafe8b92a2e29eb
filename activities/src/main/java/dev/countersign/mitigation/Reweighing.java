package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.RowSet;
import dev.countersign.gate.Weight;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reweighing: rows are weighted so that label and group are independent in the training data, w(g,
 * y) = n_g · n_y / (n · n_gy) (Kamiran and Calders 2012, Data preprocessing techniques for
 * classification without discrimination). Rows whose group is not known keep weight 1 and don't
 * count.
 */
final class Reweighing {
  private final String attribute;
  private final List<Group> groups;

  /**
   * One group's counts.
   *
   * @param name its name; of an intersection, its parts joined
   */
  private record Group(String name, long favourable, long unfavourable) {
    long n() {
      return favourable + unfavourable;
    }
  }

  private Reweighing(String attribute, List<Group> groups) {
    this.attribute = attribute;
    this.groups = groups;
  }

  /** Counts groups and labels of the attributes taken together. */
  static Reweighing of(Dataset data, RowSet rows, List<ProtectedAttribute> attributes) {
    List<Group> groups = new ArrayList<>();
    for (GroupCount count : data.groupCounts(rows, attributes)) {
      if (count.groups().stream().noneMatch(Objects::isNull)) {
        groups.add(new Group(name(count.groups()), count.favourable(), count.unfavourable()));
      }
    }
    return new Reweighing(
        Intersections.name(attributes.stream().map(ProtectedAttribute::attribute).toList()),
        groups);
  }

  static String name(List<@Nullable String> parts) {
    return Intersections.name(parts.stream().map(String::valueOf).toList());
  }

  /** Groups in which one of the two labels never occurs: no weight can even them out. */
  List<String> oneSided() {
    return groups.stream()
        .filter(group -> group.favourable() == 0 || group.unfavourable() == 0)
        .map(Group::name)
        .toList();
  }

  /** A weight for each group and label. */
  List<Weight> weights(String favourable, String unfavourable) {
    double n = groups.stream().mapToLong(Group::n).sum();
    double yes = groups.stream().mapToLong(Group::favourable).sum();
    double no = n - yes;
    List<Weight> weights = new ArrayList<>();
    for (Group group : groups) {
      if (group.favourable() > 0) {
        double weight = group.n() * yes / (n * group.favourable());
        weights.add(new Weight(attribute, group.name(), favourable, weight));
      }
      if (group.unfavourable() > 0) {
        double weight = group.n() * no / (n * group.unfavourable());
        weights.add(new Weight(attribute, group.name(), unfavourable, weight));
      }
    }
    return weights;
  }
}
