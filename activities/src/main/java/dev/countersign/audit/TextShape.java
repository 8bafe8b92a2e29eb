package dev.countersign.audit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the sampled texts of a column read.
 *
 * @param shortest characters of the shortest text
 * @param longest characters of the longest
 * @param mean characters of a text
 * @param numbers share of the texts that read as a number, in [0, 1]
 * @param dates share that read as a date, or a date and a time, of ISO 8601; in [0, 1]
 * @param placeholders share that are a customary word for a missing value ({@code ?}, {@code n/a},
 *     {@code unknown} …); in [0, 1]
 * @param variants distinct texts that differ from a more frequent one in case or spaces only
 * @param histogram shares of the most frequent texts, at most {@link #NAMED}, the most frequent
 *     first
 */
record TextShape(
    int shortest,
    int longest,
    double mean,
    double numbers,
    double dates,
    double placeholders,
    int variants,
    List<Double> histogram) {
  private static final int NAMED = 8;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
              + "([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}(:?\\d{2})?)?)?");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "?",
          "??",
          "-",
          "--",
          ".",
          "n/a",
          "n.a.",
          "na",
          "#n/a",
          "null",
          "none",
          "nil",
          "missing",
          "unknown",
          "undefined",
          "not available",
          "not known",
          "tbd");

  /** Of a column in which null is missing; null where every text is. */
  static @Nullable TextShape of(@Nullable String[] column) {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : column) {
      if (text != null) {
        counts.merge(text, 1, Integer::sum);
      }
    }
    if (counts.isEmpty()) {
      return null;
    }
    double present = counts.values().stream().mapToInt(Integer::intValue).sum();
    return new TextShape(
        counts.keySet().stream().mapToInt(TextShape::length).min().orElse(0),
        counts.keySet().stream().mapToInt(TextShape::length).max().orElse(0),
        counts.entrySet().stream()
                .mapToDouble(t -> t.getValue() * (double) length(t.getKey()))
                .sum()
            / present,
        share(counts, NUMBER.asMatchPredicate(), present),
        share(counts, DATE.asMatchPredicate(), present),
        share(counts, text -> PLACEHOLDERS.contains(plain(text)), present),
        variants(counts),
        counts.values().stream()
            .sorted(Comparator.reverseOrder())
            .limit(NAMED)
            .map(count -> count / present)
            .toList());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static double share(
      Map<String, Integer> counts, Predicate<String> chosen, double present) {
    return counts.entrySet().stream()
            .filter(text -> chosen.test(text.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum()
        / present;
  }

  private static int variants(Map<String, Integer> counts) {
    Set<String> plain = new HashSet<>();
    counts.keySet().forEach(text -> plain.add(plain(text)));
    return counts.size() - plain.size();
  }

  private static String plain(String text) {
    return SPACES.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  /** Whether numbers and other texts stand in it side by side, each more than now and then. */
  boolean isMixed() {
    return numbers >= ColumnProfile.RARE && numbers < 1;
  }
}
