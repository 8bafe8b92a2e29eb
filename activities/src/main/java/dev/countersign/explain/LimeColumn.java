package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.data.Frame.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * One column as LIME sees it (Ribeiro, Singh and Guestrin 2016): a few kinds of value, each as
 * frequent as in the data. Numbers fall into quarters by the data's quartiles, and are drawn anew
 * from a normal distribution with the quarter's mean and deviation, cut at its ends; whole numbers
 * stay whole. Texts are kinds by themselves, and so is what is missing.
 */
abstract sealed class LimeColumn {
  static final int NONE = -1;

  private final double[] cumulative;

  private LimeColumn(int[] counts) {
    cumulative = new double[counts.length];
    double rows = Arrays.stream(counts).sum();
    double sum = 0;
    for (int kind = 0; kind < counts.length; kind++) {
      sum += counts[kind];
      cumulative[kind] = sum / rows;
    }
  }

  /** A column of the data that explanations are drawn from, which has at least one row. */
  static LimeColumn of(String name, Column data) {
    return switch (data) {
      case Frame.Numbers(double[] values) -> Numbers.of(name, values);
      case Frame.Texts(@Nullable String[] values) -> new Texts(name, values);
    };
  }

  /** Draws a kind as often as the data has it. */
  final int draw(SplittableRandom random) {
    double u = random.nextDouble();
    int kind = 0;
    while (kind < cumulative.length - 1 && cumulative[kind] <= u) {
      kind++;
    }
    return kind;
  }

  /** The kind of a cell; {@link #NONE} for what the data does not have. */
  abstract int kind(Column column, int row);

  /**
   * The cell of one row, followed by cells of these kinds.
   *
   * @param kinds from its second entry on the kinds to be drawn; a cell of a kind is never that of
   *     another
   */
  abstract Column draw(Column of, int row, int[] kinds, SplittableRandom random);

  /** What a cell of the row's kind has in common, in words. */
  abstract String condition(Column column, int row);

  /** Quarters of numbers, and, as the last kind, what is missing. */
  static final class Numbers extends LimeColumn {
    private static final int STEPS = 256;

    private final String name;
    private final double[] edges;
    private final double[][] quantiles;
    private final boolean whole;

    private Numbers(
        String name, double[] edges, double[][] quantiles, boolean whole, int[] counts) {
      super(counts);
      this.name = name;
      this.edges = edges;
      this.quantiles = quantiles;
      this.whole = whole;
    }

    static Numbers of(String name, double[] values) {
      double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
      double[] edges =
          sorted.length == 0
              ? new double[0]
              : Stream.of(0.25, 0.5, 0.75)
                  .mapToDouble(share -> percentile(sorted, share))
                  .distinct()
                  .toArray();
      boolean whole = Arrays.stream(sorted).allMatch(v -> v == Math.rint(v));
      int[] counts = new int[edges.length + 2];
      for (double value : values) {
        counts[kind(edges, value)]++;
      }
      double[][] quantiles = new double[edges.length + 1][];
      for (int kind = 0, from = 0; kind < quantiles.length; kind++) {
        int to = from + counts[kind];
        quantiles[kind] = from == to ? new double[0] : quantiles(sorted, from, to, edges, kind);
        from = to;
      }
      return new Numbers(name, edges, quantiles, whole, counts);
    }

    /** Linear between order statistics, as NumPy has it. */
    private static double percentile(double[] sorted, double share) {
      double at = share * (sorted.length - 1);
      int below = (int) at;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private static int kind(double[] edges, double value) {
      if (Double.isNaN(value)) {
        return edges.length + 1;
      }
      int kind = 0;
      while (kind < edges.length && value > edges[kind]) {
        kind++;
      }
      return kind;
    }

    private static double[] quantiles(double[] sorted, int from, int to, double[] edges, int kind) {
      double low = kind == 0 ? sorted[0] : edges[kind - 1];
      double high = kind == edges.length ? sorted[sorted.length - 1] : edges[kind];
      double mean = Arrays.stream(sorted, from, to).average().orElseThrow();
      double variance =
          Arrays.stream(sorted, from, to).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double deviation = Math.sqrt(variance);
      double[] out = new double[STEPS + 1];
      if (deviation <= 1e-9 * Math.max(Math.abs(low), Math.abs(high)) || low == high) {
        Arrays.fill(out, mean);
        return out;
      }
      TruncatedNormalDistribution inside =
          TruncatedNormalDistribution.of(mean, deviation, low, high);
      for (int i = 0; i <= STEPS; i++) {
        out[i] = inside.inverseCumulativeProbability((double) i / STEPS);
      }
      return out;
    }

    @Override
    int kind(Column column, int row) {
      return kind(edges, ((Frame.Numbers) column).values()[row]);
    }

    @Override
    Column draw(Column of, int row, int[] kinds, SplittableRandom random) {
      double[] out = new double[kinds.length];
      out[0] = ((Frame.Numbers) of).values()[row];
      for (int i = 1; i < out.length; i++) {
        out[i] = kinds[i] > edges.length ? Double.NaN : inside(kinds[i], random.nextDouble());
      }
      return new Frame.Numbers(out);
    }

    private double inside(int kind, double u) {
      double[] table = quantiles[kind];
      double at = u * STEPS;
      int below = (int) at;
      double value = table[below] + (at - below) * (table[below + 1] - table[below]);
      if (!whole) {
        return value;
      }
      double lowest = kind == 0 ? table[0] : Math.floor(edges[kind - 1]) + 1;
      double highest = kind == edges.length ? table[STEPS] : Math.floor(edges[kind]);
      return Math.max(Math.ceil(lowest), Math.min(Math.floor(highest), Math.rint(value)));
    }

    @Override
    String condition(Column column, int row) {
      int kind = kind(column, row);
      if (kind > edges.length) {
        return name + " is missing";
      }
      if (edges.length == 0) {
        return name + " is any number";
      }
      if (kind == 0) {
        return name + " <= " + shown(edges[0]);
      }
      return kind == edges.length
          ? name + " > " + shown(edges[kind - 1])
          : shown(edges[kind - 1]) + " < " + name + " <= " + shown(edges[kind]);
    }

    private static String shown(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : String.format(Locale.ROOT, "%.4g", number);
    }
  }

  /** Every text of the data, and what is missing, each a kind. */
  static final class Texts extends LimeColumn {
    private final String name;
    private final List<@Nullable String> known;

    private Texts(String name, @Nullable String[] values) {
      this(name, values, Arrays.stream(values).distinct().toList());
    }

    private Texts(String name, @Nullable String[] values, List<@Nullable String> known) {
      super(counts(values, known));
      this.name = name;
      this.known = known;
    }

    private static int[] counts(@Nullable String[] values, List<@Nullable String> known) {
      int[] counts = new int[known.size()];
      for (String value : values) {
        counts[known.indexOf(value)]++;
      }
      return counts;
    }

    @Override
    int kind(Column column, int row) {
      return known.indexOf(((Frame.Texts) column).values()[row]);
    }

    @Override
    Column draw(Column of, int row, int[] kinds, SplittableRandom random) {
      @Nullable String[] out = new String[kinds.length];
      out[0] = ((Frame.Texts) of).values()[row];
      for (int i = 1; i < out.length; i++) {
        out[i] = known.get(kinds[i]);
      }
      return new Frame.Texts(out);
    }

    @Override
    String condition(Column column, int row) {
      String value = ((Frame.Texts) column).values()[row];
      return value == null ? name + " is missing" : name + " = " + value;
    }
  }
}
