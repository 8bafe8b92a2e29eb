package dev.countersign.explain;

import dev.countersign.data.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which two columns count for more together than each by itself. */
final class StrongestPairs {
  private static final int ROWS = 100;
  private static final int NAMED = 10;

  private StrongestPairs() {}

  /**
   * Two columns.
   *
   * @param value mean size over rows of what both contribute together
   */
  record Pair(String first, String second, double value) {}

  /** The strongest pairs, the strongest first; none where the method knows no pairs. */
  static List<Pair> of(Explainer explainer, Frame rows) {
    int[] some = IntStream.range(0, Math.min(ROWS, rows.rows())).toArray();
    Optional<Interactions> interactions = explainer.interactions(rows.select(some));
    return interactions.map(found -> rank(explainer.inputs(), found)).orElse(List.of());
  }

  private static List<Pair> rank(List<Explainer.Input> inputs, Interactions found) {
    List<String> columns = inputs.stream().map(Explainer.Input::column).distinct().toList();
    int[] columnOf = inputs.stream().mapToInt(input -> columns.indexOf(input.column())).toArray();
    int width = columns.size();
    double[] sizes = new double[width * width];
    for (int row = 0; row < found.rows(); row++) {
      double[] together = new double[width * width];
      for (int a = 0; a < columnOf.length; a++) {
        for (int b = 0; b < columnOf.length; b++) {
          together[columnOf[a] * width + columnOf[b]] += found.value(row, a, b);
        }
      }
      for (int i = 0; i < together.length; i++) {
        sizes[i] += 2 * Math.abs(together[i]) / found.rows();
      }
    }
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < a; b++) {
        if (sizes[a * width + b] > 0) {
          pairs.add(new Pair(columns.get(b), columns.get(a), sizes[a * width + b]));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::value).reversed());
    return pairs.subList(0, Math.min(NAMED, pairs.size()));
  }
}
