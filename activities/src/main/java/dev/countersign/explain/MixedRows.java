package dev.countersign.explain;

import dev.countersign.data.Frame;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows in which some columns are one row's and the others a background's: what a model is asked to
 * learn what a coalition of columns is worth.
 *
 * @param background one row or more
 * @param columns the columns a model reads
 */
record MixedRows(Frame background, List<String> columns) {

  /**
   * Mixes one row with the background.
   *
   * @param known per coalition, which {@code players} keep the row's value
   * @param players column indices that vary; the others keep the row's value
   * @return {@code known.size() × background} rows, coalition by coalition
   */
  Frame mix(Frame rows, int row, List<BitSet> known, int[] players) {
    int[] playerOf = new int[columns.size()];
    Arrays.fill(playerOf, -1);
    for (int player = 0; player < players.length; player++) {
      playerOf[players[player]] = player;
    }
    Map<String, Frame.Column> mixed = new LinkedHashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      String name = columns.get(column);
      mixed.put(
          name, mix(rows.column(name), row, background.column(name), known, playerOf[column]));
    }
    return new Frame(mixed);
  }

  private Frame.Column mix(
      Frame.Column of, int row, Frame.Column others, List<BitSet> known, int player) {
    int n = background.rows();
    return switch (of) {
      case Frame.Numbers(double[] values) -> {
        double[] out = new double[known.size() * n];
        double[] other = ((Frame.Numbers) others).values();
        for (int i = 0; i < known.size(); i++) {
          if (player < 0 || known.get(i).get(player)) {
            Arrays.fill(out, i * n, (i + 1) * n, values[row]);
          } else {
            System.arraycopy(other, 0, out, i * n, n);
          }
        }
        yield new Frame.Numbers(out);
      }
      case Frame.Texts(@Nullable String[] values) -> {
        @Nullable String[] out = new String[known.size() * n];
        @Nullable String[] other = ((Frame.Texts) others).values();
        for (int i = 0; i < known.size(); i++) {
          if (player < 0 || known.get(i).get(player)) {
            Arrays.fill(out, i * n, (i + 1) * n, values[row]);
          } else {
            System.arraycopy(other, 0, out, i * n, n);
          }
        }
        yield new Frame.Texts(out);
      }
    };
  }

  /** Columns in which the row differs from some background row. */
  int[] varying(Frame rows, int row) {
    return java.util.stream.IntStream.range(0, columns.size())
        .filter(
            column ->
                differs(
                    rows.column(columns.get(column)), row, background.column(columns.get(column))))
        .toArray();
  }

  private static boolean differs(Frame.Column of, int row, Frame.Column others) {
    return switch (of) {
      case Frame.Numbers(double[] values) -> {
        for (double other : ((Frame.Numbers) others).values()) {
          if (Double.compare(other, values[row]) != 0) {
            yield true;
          }
        }
        yield false;
      }
      case Frame.Texts(@Nullable String[] values) -> {
        for (String other : ((Frame.Texts) others).values()) {
          if (!java.util.Objects.equals(other, values[row])) {
            yield true;
          }
        }
        yield false;
      }
    };
  }
}
