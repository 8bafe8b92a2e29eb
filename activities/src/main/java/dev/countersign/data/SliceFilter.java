package dev.countersign.data;

import dev.countersign.data.Slice.OneOfNumbers;
import dev.countersign.data.Slice.OneOfTexts;
import dev.countersign.data.Slice.Range;
import java.util.ArrayList;
import java.util.List;

/** A slice as SQL over the table {@code source}. */
final class SliceFilter {
  private SliceFilter() {}

  /**
   * True where a row is in the slice, else false, never NULL; can stand beside other conditions.
   *
   * @throws DataException if there is no such column, or a column compared as a number holds texts
   */
  static Sql of(Slice slice, SourceTable table) {
    List<Sql> conditions =
        slice.conditions().stream().map(condition -> condition(slice, condition, table)).toList();
    return Sql.format("coalesce(%s, false)", Sql.join(" AND ", conditions));
  }

  private static Sql condition(Slice slice, Slice.Condition condition, SourceTable table) {
    String where = "slice " + slice.name();
    SourceColumn column = table.require(condition.column(), where);
    return switch (condition) {
      case OneOfTexts(String name, List<String> values) -> oneOf(column.text(), values);
      case OneOfNumbers(String name, List<Double> values) ->
          number(column, where, oneOf(column.number(), values));
      case Range range -> number(column, where, range(column.number(), range));
    };
  }

  private static Sql oneOf(Sql value, List<?> allowed) {
    List<Sql> values = allowed.stream().map(Sql::value).toList();
    return values.isEmpty()
        ? Sql.of("false")
        : Sql.format("%s IN (%s)", value, Sql.join(", ", values));
  }

  private static Sql range(Sql value, Range range) {
    List<Sql> ends = new ArrayList<>();
    if (range.min() != null) {
      ends.add(Sql.format("%s >= %s", value, Sql.value(range.min())));
    }
    if (range.max() != null) {
      ends.add(Sql.format("%s <= %s", value, Sql.value(range.max())));
    }
    return Sql.join(" AND ", ends);
  }

  /** Databases differ in how NaN compares: it is left out before anything is compared. */
  private static Sql number(SourceColumn column, String where, Sql compared) {
    if (!column.numeric()) {
      throw new DataException(
          where
              + ": column "
              + column.name()
              + " holds texts, not numbers: name the texts that belong to the slice");
    }
    return Sql.format("NOT %s AND %s", column.dialect().isNaN(column.number()), compared);
  }
}
