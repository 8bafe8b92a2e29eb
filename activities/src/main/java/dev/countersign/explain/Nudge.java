package dev.countersign.explain;

import dev.countersign.data.Frame;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import smile.math.MathEx;

/**
 * Rows moved a little: each number by normal noise of {@value #SIZE} of its column's standard
 * deviation. A column of whole numbers moves by whole numbers, rounded up or down at random so that
 * it moves as far on average: else a column with a small deviation would never move, and nothing
 * could be seen of what moving it does. Texts and what is missing stay.
 *
 * @param rows the moved rows
 * @param moved which rows moved at all
 */
record Nudge(Frame rows, BitSet moved) {
  static final double SIZE = 0.05;

  static Nudge of(Frame rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Frame.Column> nudged = new LinkedHashMap<>();
    BitSet moved = new BitSet(rows.rows());
    for (String name : rows.names()) {
      nudged.put(
          name,
          switch (rows.column(name)) {
            case Frame.Texts texts -> texts;
            case Frame.Numbers(double[] values) -> {
              double step = SIZE * deviation(values);
              boolean whole = Arrays.stream(values).allMatch(Nudge::isWhole);
              double[] out = new double[values.length];
              for (int row = 0; row < out.length; row++) {
                double by = step * random.nextGaussian();
                out[row] = values[row] + (whole ? Math.floor(by + random.nextDouble()) : by);
                if (out[row] != values[row] && !Double.isNaN(values[row])) {
                  moved.set(row);
                }
              }
              yield new Frame.Numbers(out);
            }
          });
    }
    return new Nudge(new Frame(nudged), moved);
  }

  private static boolean isWhole(double value) {
    return Double.isNaN(value) || value == Math.rint(value);
  }

  private static double deviation(double[] values) {
    double[] present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    return present.length < 2 ? 0 : MathEx.stdev(present);
  }
}
