package dev.countersign.gates;

import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes are looked at together, and what that is called: names in alphabetical order,
 * joined by {@code &}, whatever order the manifest has, so that every gate calls one group by one
 * name.
 */
public final class Intersections {
  private static final String AND = " & ";

  /** What could be taken for the sign between names, or for one that is marked already. */
  private static final Pattern SIGN = Pattern.compile("(?<=^| )\\\\*&(?= |$)");

  /** Up to so many attributes every combination is looked at; with more, pairs only. */
  private static final int EVERY_COMBINATION = 4;

  private Intersections() {}

  /** Every combination of two or more attributes, small ones first; of many attributes, pairs. */
  public static List<List<ProtectedAttribute>> of(List<ProtectedAttribute> attributes) {
    List<ProtectedAttribute> sorted =
        attributes.stream().sorted(Comparator.comparing(ProtectedAttribute::attribute)).toList();
    int largest = sorted.size() <= EVERY_COMBINATION ? sorted.size() : 2;
    List<List<ProtectedAttribute>> all = new ArrayList<>();
    for (int size = 2; size <= largest; size++) {
      combine(sorted, size, 0, List.of(), all);
    }
    return all;
  }

  /** What of these attributes is left out, in words; null when every combination is looked at. */
  public static @Nullable String leftOut(List<ProtectedAttribute> attributes) {
    return attributes.size() <= EVERY_COMBINATION
        ? null
        : "Of %d protected attributes only pairs are looked at, not three or more at once."
            .formatted(attributes.size());
  }

  private static void combine(
      List<ProtectedAttribute> from,
      int size,
      int next,
      List<ProtectedAttribute> chosen,
      List<List<ProtectedAttribute>> all) {
    if (chosen.size() == size) {
      all.add(chosen);
      return;
    }
    for (int i = next; i < from.size(); i++) {
      List<ProtectedAttribute> more = new ArrayList<>(chosen);
      more.add(from.get(i));
      combine(from, size, i + 1, List.copyOf(more), all);
    }
  }

  /**
   * The name of attributes or of groups taken together, for example {@code race & sex}. No two
   * lists of as many names have the same: {@code &} that stands by itself within one of several
   * names is marked by a backslash, as in {@code a \& b & c}.
   *
   * @param names one, which stays as it is, or several
   */
  public static String name(List<String> names) {
    return names.size() == 1
        ? names.getFirst()
        : names.stream()
            .map(name -> SIGN.matcher(name).replaceAll("\\\\$0"))
            .collect(Collectors.joining(AND));
  }
}
