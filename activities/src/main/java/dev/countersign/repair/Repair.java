package dev.countersign.repair;

import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.Frame;
import dev.countersign.decision.Groups;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.ReleaseManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A disparate-impact remover, learnt from training rows. Columns of numbers are repaired; texts,
 * missing values and rows in no group, or in one too small to learn from, stay as they are.
 *
 * @param attributes the attributes whose groups, taken together, are told apart no more; sorted by
 *     name
 * @param level 0 repairs nothing, 1 all
 * @param columns by feature, then by group, how its numbers change
 * @param shares by group, its share of the training rows
 */
public record Repair(
    List<ProtectedAttribute> attributes,
    double level,
    Map<String, Map<String, Steps>> columns,
    Map<String, Double> shares) {

  /** Groups with fewer values of a feature keep them. */
  public static final int FEWEST = QuantileRepair.FEWEST;

  public Repair {
    attributes = List.copyOf(attributes);
  }

  /**
   * The repair a manifest asks for, learnt from the training rows; empty when it asks for none.
   *
   * @throws IllegalArgumentException if the protected attributes it names may not be used when
   *     decisions are made
   */
  public static Optional<Repair> of(ReleaseManifest manifest, Dataset data) {
    MitigationSpec spec = manifest.mitigation();
    if (spec == null || spec.method() != Method.DISPARATE_IMPACT_REMOVER) {
      return Optional.empty();
    }
    List<ProtectedAttribute> attributes = Groups.named(manifest, spec.allAttributes());
    for (ProtectedAttribute attribute : attributes) {
      if (attribute.useOrDefault() != Use.DECISION) {
        throw new IllegalArgumentException(
            "a repair reads "
                + attribute.attribute()
                + " at decision time: give it use: decision under data.protected");
      }
    }
    double level = Objects.requireNonNullElse(spec.repairLevel(), 1.0);
    return Optional.of(
        learn(
            data.frame(data.auditRows(), data.features()),
            Groups.of(data, data.auditRows(), attributes),
            attributes,
            level));
  }

  /**
   * Whether a group's numbers come to lie where others' do: in one column or more they are moved,
   * or stay because all others are moved to them.
   */
  public boolean isRepaired(String group) {
    return columns.values().stream()
        .anyMatch(
            steps -> steps.containsKey(group) && steps.values().stream().anyMatch(Steps::movesAny));
  }

  /** By group the values of its attributes, in their order, as the training rows have them. */
  public Map<String, List<String>> groups(Dataset data) {
    Map<String, List<String>> groups = new TreeMap<>();
    for (GroupCount count : data.groupCounts(data.auditRows(), attributes)) {
      if (count.groups().stream().noneMatch(Objects::isNull)) {
        List<String> values = count.groups().stream().map(String::valueOf).toList();
        groups.put(Intersections.name(values), values);
      }
    }
    return groups;
  }

  /**
   * Learns a repair.
   *
   * @param rows the training rows' features
   * @param groups per row its group, or null
   * @param attributes what the groups are of; several for their intersection
   * @param level in [0, 1]
   */
  public static Repair learn(
      Frame rows,
      List<@Nullable String> groups,
      List<ProtectedAttribute> attributes,
      double level) {
    Map<String, int[]> members = members(groups);
    Map<String, Map<String, Steps>> columns = new LinkedHashMap<>();
    for (String name : rows.names()) {
      if (level > 0 && rows.column(name) instanceof Frame.Numbers(double[] values)) {
        Map<String, float[]> byGroup = new LinkedHashMap<>();
        members.forEach((group, own) -> byGroup.put(group, present(values, own)));
        Map<String, Steps> learnt = QuantileRepair.learn(byGroup, level);
        if (!learnt.isEmpty()) {
          columns.put(name, learnt);
        }
      }
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    members.forEach((group, own) -> shares.put(group, (double) own.length / groups.size()));
    return new Repair(attributes, level, columns, shares);
  }

  private static Map<String, int[]> members(List<@Nullable String> groups) {
    Map<String, List<Integer>> rows = new TreeMap<>();
    for (int row = 0; row < groups.size(); row++) {
      String group = groups.get(row);
      if (group != null) {
        rows.computeIfAbsent(group, g -> new ArrayList<>()).add(row);
      }
    }
    Map<String, int[]> members = new LinkedHashMap<>();
    rows.forEach(
        (group, own) -> members.put(group, own.stream().mapToInt(Integer::intValue).toArray()));
    return members;
  }

  private static float[] present(double[] values, int[] rows) {
    int[] present = IntStream.of(rows).filter(row -> !Double.isNaN(values[row])).toArray();
    float[] numbers = new float[present.length];
    for (int i = 0; i < present.length; i++) {
      numbers[i] = (float) values[present[i]] + 0f;
    }
    return numbers;
  }

  /**
   * The rows as the model sees them.
   *
   * @param groups per row its group, or null
   */
  public Frame apply(Frame rows, List<@Nullable String> groups) {
    Map<String, Frame.Column> repaired = new LinkedHashMap<>();
    for (String name : rows.names()) {
      Map<String, Steps> steps = columns.get(name);
      repaired.put(
          name,
          steps != null && rows.column(name) instanceof Frame.Numbers(double[] values)
              ? new Frame.Numbers(apply(values, groups, steps))
              : rows.column(name));
    }
    return new Frame(repaired);
  }

  private static double[] apply(
      double[] values, List<@Nullable String> groups, Map<String, Steps> steps) {
    double[] repaired = values.clone();
    for (int row = 0; row < repaired.length; row++) {
      String group = groups.get(row);
      Steps own = group == null ? null : steps.get(group);
      if (own != null) {
        repaired[row] = own.at((float) values[row] + 0f);
      }
    }
    return repaired;
  }
}
