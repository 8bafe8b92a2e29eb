package dev.countersign.evaluation;

import dev.countersign.data.Dataset;
import dev.countersign.data.Slice;
import dev.countersign.data.Slice.Condition;
import dev.countersign.gates.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
   * The slices, in alphabetical order.
   *
   * @throws Options.OptionException if a condition can't be read
   * @throws dev.countersign.data.DataException if there is no such column
   */
  static List<Slice> of(Options slices, Dataset data) {
    List<Slice> read = new ArrayList<>();
    for (String name : new TreeSet<>(slices.keys())) {
      Options conditions = slices.under(name);
      List<String> columns = List.copyOf(new TreeSet<>(conditions.keys()));
      if (columns.isEmpty()) {
        throw slices.wrong(name, Map.of(), "a map of columns to values or ranges");
      }
      read.add(new Slice(name, columns.stream().map(c -> condition(conditions, c, data)).toList()));
    }
    return read;
  }

  private static Condition condition(Options conditions, String column, Dataset data) {
    if (!data.column(column).numeric()) {
      return new Slice.OneOfTexts(column, conditions.oneOrMore(column));
    }
    return conditions.isMap(column)
        ? range(column, conditions.under(column))
        : oneOf(conditions, column);
  }

  private static Condition range(String column, Options ends) {
    Double min = ends.number("min");
    Double max = ends.number("max");
    ends.refuseOthers();
    if (min == null && max == null) {
      throw ends.wrong("min", "nothing", "a number, or max given");
    }
    return new Slice.Range(column, min, max);
  }

  private static Condition oneOf(Options conditions, String column) {
    List<Double> allowed = new ArrayList<>();
    for (String text : conditions.oneOrMore(column)) {
      try {
        allowed.add(Double.valueOf(text));
      } catch (NumberFormatException e) {
        throw conditions.wrong(column, text, "a number, several, or {min, max}");
      }
    }
    return new Slice.OneOfNumbers(column, allowed);
  }
}
