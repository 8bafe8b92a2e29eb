package dev.countersign.audit;

import dev.countersign.data.Frame;
import dev.countersign.data.Sample;
import dev.countersign.gates.Figure;
import dev.countersign.page.Shown;
import dev.countersign.stats.PopulationStability;
import dev.countersign.stats.ReferenceBins;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far features have moved from the training rows to the evaluation rows, by the population
 * stability index over ten bins that the training rows cut, or the most frequent texts; missing
 * values have a bin of their own.
 *
 * @param above what is looked at from here on, if chance alone would hardly exceed it
 * @param reference training rows looked at
 * @param current evaluation rows looked at
 * @param of training and evaluation rows they were drawn from
 * @param columns the most moved first
 */
record Drift(double above, long reference, long current, long of, List<Moved> columns) {
  private static final int BINS = 10;

  /** Texts that are less frequent in the training rows count together, missing values apart. */
  private static final int TEXTS = 50;

  private static final int NAMED = 5;

  /**
   * How far one column has moved.
   *
   * @param index the population stability index
   * @param byChance what it exceeds without drift for any of all columns once in a thousand audits
   */
  record Moved(String column, double index, double byChance) {
    boolean isBeyond(double above) {
      return index > Math.max(above, byChance);
    }
  }

  /**
   * Compares two samples in these columns.
   *
   * @param above the index from which a move that is no chance is counted
   */
  static Drift between(Sample reference, Sample current, List<String> columns, double above) {
    List<Moved> moved =
        columns.stream()
            .map(
                name ->
                    moved(
                        name,
                        counts(reference.columns().column(name), current.columns().column(name)),
                        columns.size()))
            .sorted(Comparator.comparingDouble(Moved::index).reversed())
            .toList();
    return new Drift(above, reference.rows(), current.rows(), reference.of() + current.of(), moved);
  }

  private static Moved moved(String name, long[][] counts, int columns) {
    PopulationStability stability = PopulationStability.of(counts[0], counts[1]);
    return new Moved(name, stability.index(), stability.byChance(columns));
  }

  /** By bin, in the reference and now. */
  private static long[][] counts(Frame.Column reference, Frame.Column current) {
    if (reference instanceof Frame.Numbers(double[] was)
        && current instanceof Frame.Numbers(double[] is)) {
      if (Arrays.stream(was).allMatch(Double::isNaN)) {
        return new long[][] {present(was), present(is)};
      }
      ReferenceBins bins = ReferenceBins.of(was, BINS);
      return new long[][] {bins.count(was), bins.count(is)};
    }
    @Nullable String[] was = ((Frame.Texts) reference).values();
    Map<String, Integer> bins = new HashMap<>();
    Arrays.stream(was)
        .flatMap(Stream::ofNullable)
        .collect(Collectors.groupingBy(text -> text, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(TEXTS)
        .forEach(text -> bins.put(text.getKey(), bins.size()));
    return new long[][] {texts(bins, was), texts(bins, ((Frame.Texts) current).values())};
  }

  private static long[] present(double[] values) {
    long missing = Arrays.stream(values).filter(Double::isNaN).count();
    return new long[] {values.length - missing, missing};
  }

  /** By bin; the last two are those of other texts and of missing values. */
  private static long[] texts(Map<String, Integer> bins, @Nullable String[] values) {
    long[] counts = new long[bins.size() + 2];
    for (String value : values) {
      counts[value == null ? bins.size() + 1 : bins.getOrDefault(value, bins.size())]++;
    }
    return counts;
  }

  /** How many columns moved by more than chance. */
  Figure figure() {
    List<Moved> beyond = columns.stream().filter(column -> column.isBeyond(above)).toList();
    Figure figure =
        Figure.of("drifted-columns")
            .value((double) beyond.size())
            .rows(current)
            .convention(
                "features whose population stability index, from training to evaluation rows,"
                    + " exceeds "
                    + above
                    + " and what chance exceeds once in a thousand audits");
    if (!beyond.isEmpty()) {
      figure.note(
          "Moved: "
              + beyond.stream()
                  .limit(NAMED)
                  .map(
                      column ->
                          String.format(Locale.ROOT, "%s %.3f", column.column(), column.index()))
                  .collect(Collectors.joining(", "))
              + (beyond.size() > NAMED
                  ? " and " + Shown.of(beyond.size() - NAMED) + " more."
                  : "."));
    }
    return reference + current == of
        ? figure
        : figure.note("On " + Shown.of(reference + current) + " of " + Shown.of(of) + " rows.");
  }

  /** Where there is no split. */
  static Figure without() {
    return Figure.of("drifted-columns")
        .convention("features that moved from training to evaluation rows")
        .note(
            "There is no split: nothing can have moved between its parts. Name them under"
                + " data.split.");
  }
}
