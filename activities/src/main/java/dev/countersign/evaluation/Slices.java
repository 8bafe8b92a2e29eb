package dev.countersign.evaluation;

import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the evaluation rows that the gate's option {@code slices} names, each judged by itself
 * by the bars of performance:
 *
 * <pre>
 * slices:
 *   short loans: {duration_months: {max: 12}}
 *   young tenants: {age: {max: 25}, housing: [A151, A153]}
 * </pre>
 *
 * A row is in a slice when it meets every condition: a value, one of several values, or a range
 * with its ends included. A missing value meets none.
 */
final class Slices {
  private Slices() {}

  /**
   * The rows of every slice, by name.
   *
   * @throws Options.OptionException if a condition can't be read
   * @throws dev.countersign.data.DataException if there is no such column
   */
  static Map<String, int[]> of(Options slices, Dataset data, RowSet rows) {
    Map<String, int[]> selected = new LinkedHashMap<>();
    for (String name : new TreeSet<>(slices.keys())) {
      Options conditions = slices.under(name);
      List<String> columns = List.copyOf(new TreeSet<>(conditions.keys()));
      if (columns.isEmpty()) {
        throw slices.wrong(name, Map.of(), "a map of columns to values or ranges");
      }
      Frame frame = data.frame(rows, columns);
      IntPredicate inSlice =
          columns.stream()
              .map(column -> condition(conditions, column, frame))
              .reduce(IntPredicate::and)
              .orElseThrow();
      selected.put(name, IntStream.range(0, frame.rows()).filter(inSlice).toArray());
    }
    return selected;
  }

  private static IntPredicate condition(Options conditions, String column, Frame frame) {
    return switch (frame.column(column)) {
      case Frame.Texts(@Nullable String[] values) -> {
        List<String> allowed = conditions.oneOrMore(column);
        yield row -> values[row] != null && allowed.contains(values[row]);
      }
      case Frame.Numbers(double[] values) ->
          conditions.isMap(column)
              ? range(conditions.under(column), values)
              : oneOf(conditions, column, values);
    };
  }

  private static IntPredicate range(Options ends, double[] values) {
    Double min = ends.number("min");
    Double max = ends.number("max");
    ends.refuseOthers();
    if (min == null && max == null) {
      throw ends.wrong("min", "nothing", "a number, or max given");
    }
    return row -> (min == null || values[row] >= min) && (max == null || values[row] <= max);
  }

  private static IntPredicate oneOf(Options conditions, String column, double[] values) {
    List<Double> allowed = new ArrayList<>();
    for (String text : conditions.oneOrMore(column)) {
      try {
        allowed.add(Double.valueOf(text));
      } catch (NumberFormatException e) {
        throw conditions.wrong(column, text, "a number, several, or {min, max}");
      }
    }
    return row -> allowed.contains(values[row]);
  }
}
