package dev.countersign.evaluation;

import dev.countersign.plot.Axis;
import dev.countersign.plot.LineChart.Mark;
import dev.countersign.plot.LineChart.Series;
import java.util.Arrays;

/**
 * How many rows lie where in the plane of two axes. Its size hangs on the number of cells, not on
 * the number of rows; what lies beyond an axis counts at its end.
 */
final class CellCounts {
  static final int COLUMNS = 36;
  static final int LINES = 30;

  /** Points of a trace, at most. */
  private static final int POINTS = 10;

  /** Rows that a point of a trace is the mean of, at least, where there are as many. */
  private static final int FEWEST = 20;

  private final Axis x;
  private final Axis y;
  private final long[][] counts = new long[COLUMNS][LINES];
  private final double[] sumsOfX = new double[COLUMNS];
  private final double[] sumsOfY = new double[COLUMNS];
  private long beyond;

  CellCounts(Axis x, Axis y) {
    this.x = x;
    this.y = y;
  }

  /** Counts one row. */
  void add(double atX, double atY) {
    int column = cell(x, atX, COLUMNS);
    counts[column][cell(y, atY, LINES)]++;
    sumsOfX[column] += atX;
    sumsOfY[column] += atY;
    if (atX < x.min() || atX > x.max() || atY < y.min() || atY > y.max()) {
      beyond++;
    }
  }

  private static int cell(Axis axis, double value, int cells) {
    return Math.min(cells - 1, (int) (axis.position(value) * cells));
  }

  /** Rows by column, then by line, both from the lowest. Not copied: read-only. */
  long[][] counts() {
    return counts;
  }

  /** Rows that lie beyond an axis. */
  long beyond() {
    return beyond;
  }

  /** Mean y against mean x, of columns joined until they hold a tenth of the rows, 20 at least. */
  Series trace(String name) {
    long[] rows = Arrays.stream(counts).mapToLong(c -> Arrays.stream(c).sum()).toArray();
    long left = Arrays.stream(rows).sum();
    double enough = Math.max(FEWEST, (double) left / POINTS);
    double[] xs = new double[POINTS];
    double[] ys = new double[POINTS];
    int points = 0;
    long n = 0;
    double sumOfX = 0;
    double sumOfY = 0;
    for (int column = 0; column < COLUMNS; column++) {
      n += rows[column];
      left -= rows[column];
      sumOfX += sumsOfX[column];
      sumOfY += sumsOfY[column];
      if (n > 0 && (left == 0 || (n >= enough && left >= enough))) {
        xs[points] = sumOfX / n;
        ys[points++] = sumOfY / n;
        n = 0;
        sumOfX = 0;
        sumOfY = 0;
      }
    }
    return new Series(
        name, Arrays.copyOf(xs, points), Arrays.copyOf(ys, points), Mark.LINE_AND_POINTS);
  }
}
