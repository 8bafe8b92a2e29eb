package dev.countersign.audit;

import dev.countersign.data.Frame;
import dev.countersign.gates.Figure;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How strongly features go together, two by two, in a sample: two columns of numbers by Spearman's
 * rank correlation, without its sign; any other two by Cramér's V, corrected for bias, over the
 * values and ranges their distributions are shown in. Rows in which either is missing are left out.
 *
 * @param rows looked at
 * @param features that were compared; 0 where there are too many, or only one
 * @param redundant pairs of a strength of {@link #REDUNDANT} or more
 * @param pairs the strongest, the strongest first
 */
record Associations(int rows, int features, int redundant, List<Pair> pairs) {
  /** From here on one of the two says next to nothing new. */
  static final double REDUNDANT = 0.95;

  /** Each is compared with all others, so work grows with their square. */
  static final int MOST_FEATURES = 200;

  /** Pairs times rows that are looked at. */
  private static final int MOST_CELLS = 40_000_000;

  private static final int KEPT = 50;
  private static final int NAMED = 5;

  /**
   * Two features.
   *
   * @param strength 0 (nothing in common) to 1 (each tells the other)
   * @param measure by what
   */
  record Pair(String one, String other, double strength, String measure) {
    private String words() {
      return one + " and " + other + " " + Figure.format(strength);
    }
  }

  /** Compares features of a sample with each other. */
  static Associations in(Frame sample, List<String> features) {
    if (features.size() > MOST_FEATURES || features.size() < 2) {
      return new Associations(0, 0, 0, List.of());
    }
    int count = features.size() * (features.size() - 1) / 2;
    int rows = Math.min(sample.rows(), MOST_CELLS / count);
    Frame looked = rows == sample.rows() ? sample : sample.select(evenly(rows, sample.rows()));
    List<PairedColumn> columns =
        features.parallelStream().map(name -> PairedColumn.of(name, looked.column(name))).toList();
    List<Pair> pairs =
        IntStream.range(0, columns.size())
            .boxed()
            .parallel()
            .flatMap(i -> columns.subList(0, i).stream().map(one -> one.with(columns.get(i))))
            .filter(pair -> pair.strength() > 0)
            .sorted(Comparator.comparingDouble(Pair::strength).reversed())
            .toList();
    return new Associations(
        rows,
        features.size(),
        (int) pairs.stream().filter(pair -> pair.strength() >= REDUNDANT).count(),
        pairs.stream().limit(KEPT).toList());
  }

  private static int[] evenly(int rows, int of) {
    return IntStream.range(0, rows).map(i -> (int) ((long) i * of / rows)).toArray();
  }

  /** Pairs of which one says next to nothing new. */
  Figure figure() {
    Figure figure =
        Figure.of("correlated-features")
            .convention(
                "pairs of features whose rank correlation, or Cramér's V, is "
                    + REDUNDANT
                    + " or more");
    if (features == 0) {
      return figure.note(
          "Fewer than 2 or more than " + MOST_FEATURES + " features: none were compared.");
    }
    figure.value((double) redundant).rows(rows);
    return redundant == 0
        ? figure
        : figure.note(
            "Nearly the same: "
                + pairs.stream()
                    .limit(Math.min(redundant, NAMED))
                    .map(Pair::words)
                    .collect(Collectors.joining(", "))
                + (redundant > NAMED ? " and " + (redundant - NAMED) + " more." : "."));
  }
}
