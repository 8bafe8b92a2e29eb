package dev.countersign.audit;

import dev.countersign.audit.Associations.Pair;
import dev.countersign.data.Frame;
import dev.countersign.stats.CramersV;
import dev.countersign.stats.Ranks;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column made ready to be compared with others.
 *
 * @param numbers NaN where one is missing; null for texts
 * @param ranks of the numbers; null for texts, and where a number is missing
 * @param bins the values and ranges its distribution is shown in
 * @param missing per row
 */
record PairedColumn(
    String name,
    double @Nullable [] numbers,
    double @Nullable [] ranks,
    Bins bins,
    boolean[] missing) {

  static PairedColumn of(String name, Frame.Column column) {
    boolean[] missing = new boolean[column.size()];
    double[] numbers = null;
    switch (column) {
      case Frame.Numbers(double[] values) -> {
        numbers = values;
        for (int row = 0; row < missing.length; row++) {
          missing[row] = Double.isNaN(values[row]);
        }
      }
      case Frame.Texts(@Nullable String[] values) -> {
        for (int row = 0; row < missing.length; row++) {
          missing[row] = values[row] == null;
        }
      }
    }
    boolean complete = IntStream.range(0, missing.length).noneMatch(row -> missing[row]);
    return new PairedColumn(
        name,
        numbers,
        numbers == null || !complete ? null : Ranks.of(numbers),
        Bins.of(column),
        missing);
  }

  /** How strongly both go together. */
  Pair with(PairedColumn other) {
    if (numbers == null || other.numbers == null) {
      return new Pair(name, other.name, CramersV.of(counts(other)), "Cramér's V");
    }
    double correlation = correlation(numbers, other.numbers, other);
    return new Pair(
        name,
        other.name,
        Double.isNaN(correlation) ? 0 : Math.abs(correlation),
        correlation < 0 ? "Spearman, falling" : "Spearman");
  }

  private double correlation(double[] own, double[] others, PairedColumn other) {
    if (ranks != null && other.ranks != null) {
      return Ranks.correlation(ranks, other.ranks);
    }
    int[] both =
        IntStream.range(0, missing.length)
            .filter(row -> !missing[row] && !other.missing[row])
            .toArray();
    return Ranks.correlation(
        Ranks.of(Arrays.stream(both).mapToDouble(row -> own[row]).toArray()),
        Ranks.of(Arrays.stream(both).mapToDouble(row -> others[row]).toArray()));
  }

  private long[][] counts(PairedColumn other) {
    long[][] counts = new long[bins.names().size()][other.bins.names().size()];
    for (int row = 0; row < missing.length; row++) {
      if (!missing[row] && !other.missing[row]) {
        counts[bins.codes()[row]][other.bins.codes()[row]]++;
      }
    }
    return counts;
  }
}
