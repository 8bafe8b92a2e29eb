package dev.countersign.audit;

import dev.countersign.data.Frame;
import dev.countersign.plot.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A column cut into few values: the most frequent texts, or ranges of numbers with about as many
 * rows each. A text that hardly any row has is not named, as it may say who somebody is.
 *
 * @param names in the order they are shown; the last ones are {@code other} and {@code missing}
 * @param codes per row the index of its name
 */
record Bins(List<String> names, int[] codes) {
  private static final int MOST = 8;
  private static final int FEWEST_ROWS = 5;

  /** What every number of double precision can be told by. */
  private static final int DOUBLE_DIGITS = 17;

  private static final String OTHER = "other";
  private static final String MISSING = "missing";

  static Bins of(Frame.Column column) {
    return switch (column) {
      case Frame.Texts(@Nullable String[] values) -> ofTexts(values);
      case Frame.Numbers(double[] values) -> ofNumbers(values);
    };
  }

  private static Bins ofTexts(@Nullable String[] values) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String value : values) {
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    List<String> names =
        new ArrayList<>(
            counts.entrySet().stream()
                .filter(value -> value.getValue() >= FEWEST_ROWS)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList());
    int named = names.size();
    Map<String, Integer> index = new TreeMap<>();
    for (int i = 0; i < named; i++) {
      index.put(names.get(i), i);
    }
    int[] codes = new int[values.length];
    for (int row = 0; row < codes.length; row++) {
      String value = values[row];
      codes[row] = value == null ? named + 1 : index.getOrDefault(value, named);
    }
    return withRest(names, codes);
  }

  private static Bins ofNumbers(double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] edges = edges(sorted);
    List<String> names = new ArrayList<>();
    for (String edge : texts(edges)) {
      boolean isAlone = names.isEmpty() && sorted[0] == edges[0];
      names.add(isAlone ? edge : "up to " + edge);
    }
    int[] codes = new int[values.length];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = Double.isNaN(values[row]) ? edges.length + 1 : bin(edges, values[row]);
    }
    return withRest(names, codes);
  }

  /** Upper ends of the ranges, the last one the largest number. */
  private static double[] edges(double[] sorted) {
    if (sorted.length == 0) {
      return new double[0];
    }
    double[] edges = new double[MOST];
    for (int i = 0; i < MOST; i++) {
      edges[i] = sorted[(int) Math.ceil((i + 1) * sorted.length / (double) MOST) - 1];
    }
    return Arrays.stream(edges).distinct().toArray();
  }

  private static int bin(double[] edges, double value) {
    int found = Arrays.binarySearch(edges, value);
    return found >= 0 ? found : -found - 1;
  }

  private static Bins withRest(List<String> names, int[] codes) {
    int named = names.size();
    boolean other = Arrays.stream(codes).anyMatch(code -> code == named);
    boolean missing = Arrays.stream(codes).anyMatch(code -> code == named + 1);
    List<String> all = new ArrayList<>(names);
    if (other) {
      all.add(OTHER);
    }
    if (missing) {
      all.add(MISSING);
    }
    int[] shown =
        Arrays.stream(codes).map(code -> code == named + 1 && !other ? named : code).toArray();
    return new Bins(List.copyOf(all), shown);
  }

  /** With as few significant digits, four at least, as tell all of them apart. */
  private static List<String> texts(double[] edges) {
    for (int digits = 4; digits < DOUBLE_DIGITS; digits++) {
      int shown = digits;
      List<String> texts = Arrays.stream(edges).mapToObj(edge -> text(edge, shown)).toList();
      if (texts.stream().distinct().count() == edges.length) {
        return texts;
      }
    }
    return Arrays.stream(edges).mapToObj(edge -> text(edge, DOUBLE_DIGITS)).toList();
  }

  private static String text(double number, int digits) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : Axis.format(number, digits);
  }
}
