package dev.countersign.decision;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which group each row belongs to, for one attribute or the intersection of several.
 *
 * @param attribute its name; an intersection is {@code race & sex}
 * @param members how many attributes it joins: 1, or more for an intersection
 * @param groups names in alphabetical order, the reference first; an intersection's is {@code Black
 *     & Female}
 * @param codes per row the index of its group, or −1 where it has none; not copied: read-only
 */
public record Grouping(String attribute, int members, List<String> groups, int[] codes) {
  public Grouping {
    groups = List.copyOf(groups);
  }

  /** The group others are compared with; it comes first even when no row is in it. */
  public String reference() {
    return groups.getFirst();
  }

  /** Whether it joins several attributes. */
  public boolean isIntersection() {
    return members > 1;
  }

  /** Rows that are in no group. */
  public long ungrouped() {
    return Arrays.stream(codes).filter(code -> code < 0).count();
  }

  /** The rows of one group, by index. */
  public int[] rowsOf(int group) {
    return IntStream.range(0, codes.length).filter(row -> codes[row] == group).toArray();
  }

  /** The rows of a group by its name, by index; none where no row is in it. */
  public int[] rowsOf(String group) {
    int index = groups.indexOf(group);
    return index < 0 ? new int[0] : rowsOf(index);
  }

  /** Every attribute by itself, then every intersection that is looked at. */
  public static List<Grouping> all(Dataset data, RowSet rows, List<ProtectedAttribute> attributes) {
    return all(attributes, attribute -> data.groups(rows, attribute));
  }

  /**
   * The same of rows whose groups are known.
   *
   * @param groups of an attribute, per row; null where it is missing
   */
  public static List<Grouping> all(
      List<ProtectedAttribute> attributes,
      Function<ProtectedAttribute, List<@Nullable String>> groups) {
    Map<ProtectedAttribute, Grouping> single = new LinkedHashMap<>();
    attributes.forEach(a -> single.put(a, of(a, groups.apply(a))));
    List<Grouping> all = new ArrayList<>(single.values());
    Intersections.of(attributes)
        .forEach(
            members ->
                all.add(
                    together(
                        members.stream()
                            .map(a -> Objects.requireNonNull(single.get(a)))
                            .toList())));
    return all;
  }

  /** The groups of one attribute; a declared band is one even when no row is in it. */
  public static Grouping of(Dataset data, RowSet rows, ProtectedAttribute attribute) {
    return of(attribute, data.groups(rows, attribute));
  }

  private static Grouping of(
      ProtectedAttribute attribute, List<? extends @Nullable String> groups) {
    List<String> bands = attribute.bands();
    return of(
        attribute.attribute(), attribute.reference(), bands == null ? List.of() : bands, groups);
  }

  private static Grouping of(
      String attribute,
      String reference,
      List<String> declared,
      List<? extends @Nullable String> values) {
    Map<String, Integer> index = new LinkedHashMap<>();
    index.put(reference, 0);
    Stream.concat(declared.stream(), values.stream().filter(Objects::nonNull))
        .distinct()
        .sorted()
        .forEach(value -> index.putIfAbsent(value, index.size()));
    int[] codes =
        values.stream()
            .mapToInt(value -> value == null ? -1 : index.getOrDefault(value, -1))
            .toArray();
    return new Grouping(attribute, 1, List.copyOf(index.keySet()), codes);
  }

  /** The intersection; combinations no row has are left out, the reference excepted. */
  private static Grouping together(List<Grouping> members) {
    int rows = members.getFirst().codes.length;
    List<@Nullable String> values = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      int at = row;
      boolean known = members.stream().allMatch(member -> member.codes[at] >= 0);
      values.add(known ? name(members, member -> member.groups.get(member.codes[at])) : null);
    }
    Grouping joined =
        of(
            name(members, Grouping::attribute),
            name(members, Grouping::reference),
            List.of(),
            values);
    return new Grouping(joined.attribute, members.size(), joined.groups, joined.codes);
  }

  private static String name(List<Grouping> members, Function<Grouping, String> part) {
    return Intersections.name(members.stream().map(part).toList());
  }
}
