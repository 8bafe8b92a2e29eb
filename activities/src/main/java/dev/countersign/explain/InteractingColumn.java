package dev.countersign.explain;

import dev.countersign.data.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The column that explains best why rows of like value in one column get different contributions
 * from it. The same for every method of explanation, after {@code approximate_interactions} of
 * shap, which correlates contributions and other columns within bins of like value. Here, with bins
 * {@code b} of like value,
 *
 * <pre>share = 1 − (Σ_b left_b / Σ_b leftFree_b) / (Σ_b total_b / Σ_b free_b)</pre>
 *
 * where {@code total} is the squared residual of the contributions on the column itself (a line
 * within the bin) and {@code left} what remains of it once the other column is known (a line for
 * numbers, a mean for each text and for what is missing). {@code free} and {@code leftFree} are the
 * rows less the parameters spent: without them columns of many texts would always win. One that
 * spends more than half of them is not considered.
 *
 * @param name the column
 * @param share in (0, 1]: the adjusted share explained
 */
record InteractingColumn(String name, double share) {
  /** Below this the best column is told apart from chance by nobody. */
  private static final double LEAST = 0.05;

  private static final int SMALLEST_BIN = 10;
  private static final int MOST_BINS = 20;
  private static final double ROUNDING = 1e-9;

  /** The strongest one; none where no column explains at least a twentieth. */
  static Optional<InteractingColumn> of(ColumnAttributions attributions, Frame rows, int column) {
    String name = attributions.columns().get(column);
    double[] contributions = attributions.ofColumn(column);
    List<int[]> bins = bins(rows.column(name));
    double[] residual = residual(contributions, rows.column(name), bins);
    double squares = bins.stream().mapToDouble(bin -> squares(residual, bin)).sum();
    double ofAll = Arrays.stream(attributions.values()).map(value -> value * value).sum();
    if (squares <= ROUNDING * ofAll) {
      return Optional.empty();
    }
    InteractingColumn best = null;
    for (String other : attributions.columns()) {
      if (!other.equals(name)) {
        double share = share(residual, rows.column(name), rows.column(other), bins);
        if (share >= LEAST && (best == null || share > best.share())) {
          best = new InteractingColumn(other, share);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static double share(
      double[] residual, Frame.Column column, Frame.Column other, List<int[]> bins) {
    double total = 0;
    double free = 0;
    double left = 0;
    double leftFree = 0;
    double[] values =
        other instanceof Frame.Numbers(double[] numbers)
            ? residual(numbers, column, bins)
            : new double[residual.length];
    for (int[] bin : bins) {
      List<int[]> kinds = kinds(other, bin);
      int line = isLine(column, bin) ? 1 : 0;
      double spent = kinds.size() + line;
      double unexplained = 0;
      for (int[] kind : kinds) {
        double slope = slope(values, residual, kind);
        spent += slope == 0 ? 0 : 1;
        unexplained += about(residual, values, slope, kind);
      }
      total += squares(residual, bin);
      free += bin.length - 1 - line;
      left += unexplained;
      leftFree += Math.max(0, bin.length - spent);
    }
    return leftFree <= free / 2 ? 0 : 1 - left / leftFree / (total / free);
  }

  private static boolean isLine(Frame.Column column, int[] bin) {
    return column instanceof Frame.Numbers(double[] values)
        && Arrays.stream(bin).anyMatch(row -> values[row] < values[bin[bin.length - 1]]);
  }

  /** Rows of like value: neighbours for numbers, equal ones for texts, missing ones together. */
  private static List<int[]> bins(Frame.Column column) {
    int[] all = IntStream.range(0, column.size()).toArray();
    List<int[]> kinds = kinds(column, all);
    if (!(column instanceof Frame.Numbers(double[] values))) {
      return kinds;
    }
    List<int[]> bins = new ArrayList<>();
    for (int[] kind : kinds) {
      if (Double.isNaN(values[kind[0]])) {
        bins.add(kind);
      } else {
        addNeighbours(values, kind, bins);
      }
    }
    return bins;
  }

  /** Cuts between different values only, so that equal ones stay together. */
  private static void addNeighbours(double[] values, int[] rows, List<int[]> bins) {
    int[] sorted =
        Arrays.stream(rows)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int size = Math.max(SMALLEST_BIN, Math.ceilDiv(rows.length, MOST_BINS));
    int from = 0;
    for (int to = 1; to <= sorted.length; to++) {
      boolean last = to == sorted.length;
      if (last || (to - from >= size && values[sorted[to]] != values[sorted[to - 1]])) {
        bins.add(Arrays.copyOfRange(sorted, from, to));
        from = to;
      }
    }
  }

  /** Rows by text, or numbers and missing ones apart; in the order of their first rows. */
  private static List<int[]> kinds(Frame.Column column, int[] rows) {
    Map<Object, Integer> at = new HashMap<>();
    List<List<Integer>> kinds = new ArrayList<>();
    for (int row : rows) {
      Object kind =
          switch (column) {
            case Frame.Numbers numbers -> Double.isNaN(numbers.values()[row]);
            case Frame.Texts texts -> Optional.ofNullable(texts.values()[row]);
          };
      int index = at.computeIfAbsent(kind, k -> at.size());
      if (index == kinds.size()) {
        kinds.add(new ArrayList<>());
      }
      kinds.get(index).add(row);
    }
    return kinds.stream().map(kind -> kind.stream().mapToInt(i -> i).toArray()).toList();
  }

  /** What the column itself doesn't explain by a line within each bin; NaN stays NaN. */
  private static double[] residual(double[] values, Frame.Column column, List<int[]> bins) {
    double[] x = column instanceof Frame.Numbers(double[] v) ? v : new double[values.length];
    double[] out = values.clone();
    for (int[] bin : bins) {
      int[] known = Arrays.stream(bin).filter(row -> !Double.isNaN(values[row])).toArray();
      double slope = slope(x, values, known);
      double meanX = mean(x, known);
      double mean = mean(values, known);
      for (int row : known) {
        out[row] -= mean + (slope == 0 ? 0 : slope * (x[row] - meanX));
      }
    }
    return out;
  }

  /** Of the least squares line; 0 where the values are missing or all alike. */
  private static double slope(double[] x, double[] y, int[] rows) {
    double meanX = mean(x, rows);
    double meanY = mean(y, rows);
    double both = 0;
    double own = 0;
    double size = 0;
    for (int row : rows) {
      both += (x[row] - meanX) * (y[row] - meanY);
      own += (x[row] - meanX) * (x[row] - meanX);
      size += x[row] * x[row];
    }
    return own > ROUNDING * ROUNDING * size ? both / own : 0;
  }

  /** Σ (y − mean − slope (x − mean x))². */
  private static double about(double[] y, double[] x, double slope, int[] rows) {
    double mean = mean(y, rows);
    double meanX = slope == 0 ? 0 : mean(x, rows);
    double sum = 0;
    for (int row : rows) {
      double left = y[row] - mean - (slope == 0 ? 0 : slope * (x[row] - meanX));
      sum += left * left;
    }
    return sum;
  }

  private static double squares(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row] * values[row]).sum();
  }

  private static double mean(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).average().orElse(Double.NaN);
  }
}
