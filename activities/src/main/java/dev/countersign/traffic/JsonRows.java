package dev.countersign.traffic;

import dev.countersign.data.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A frame's rows as callers send them: one map of column to value each, missing values as null. */
final class JsonRows {
  private JsonRows() {}

  static List<Map<String, @Nullable Object>> of(Frame frame, List<String> columns) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int row = 0; row < frame.rows(); row++) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (String column : columns) {
        values.put(column, value(frame.column(column), row));
      }
      rows.add(values);
    }
    return rows;
  }

  private static @Nullable Object value(Frame.Column column, int row) {
    return switch (column) {
      case Frame.Numbers(double[] values) ->
          Double.isNaN(values[row]) ? null : (Double) values[row];
      case Frame.Texts(@Nullable String[] values) -> values[row];
    };
  }
}
