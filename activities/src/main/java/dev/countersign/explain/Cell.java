package dev.countersign.explain;

import dev.countersign.data.Frame;
import org.jspecify.annotations.Nullable;

/** One cell of a table as explanations show it. */
final class Cell {
  private Cell() {}

  /** A whole number, a number or a text; null where it is missing. */
  static @Nullable Object of(Frame rows, String column, int row) {
    return switch (rows.column(column)) {
      case Frame.Texts(@Nullable String[] values) -> values[row];
      case Frame.Numbers(double[] values) -> {
        double number = values[row];
        if (Double.isNaN(number)) {
          yield null;
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        yield whole ? (Object) (long) number : (Object) number;
      }
    };
  }

  /** What an input of a model holds: the cell, or 1 or 0 for an indicator. */
  static @Nullable Object of(Frame rows, Explainer.Input input, int row) {
    Object cell = of(rows, input.column(), row);
    String indicated = input.indicated();
    if (indicated == null) {
      return cell;
    }
    return indicated.equals(String.valueOf(cell)) ? 1 : 0;
  }
}
