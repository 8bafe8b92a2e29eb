package dev.countersign.release;

import dev.countersign.data.Frame;
import dev.countersign.rollout.LiveGroups;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What synthetic callers ask: rows with the models' columns and the fields that tell groups, and
 * per row the headers that do.
 *
 * @param rows what stands in the bodies
 * @param headers one map for each row
 */
record CallerRows(Frame rows, List<Map<String, String>> headers) {
  CallerRows {
    headers = headers.isEmpty() ? Collections.nCopies(rows.rows(), Map.of()) : List.copyOf(headers);
  }

  /**
   * Rows that tell groups.
   *
   * @param columns the column of each attribute
   * @param asked the models' columns
   * @param told the attributes' columns, of the same rows
   */
  static CallerRows telling(
      List<LiveGroups> groups, Map<String, String> columns, Frame asked, Frame told) {
    Map<String, Frame.Column> fields = new LinkedHashMap<>();
    asked.names().forEach(name -> fields.put(name, asked.column(name)));
    List<Map<String, String>> headers = new ArrayList<>();
    for (int row = 0; row < asked.rows(); row++) {
      headers.add(new TreeMap<>());
    }
    for (LiveGroups group : groups) {
      Frame.Column column = told.column(String.valueOf(columns.get(group.attribute())));
      String header = group.header();
      if (header == null) {
        fields.putIfAbsent(String.valueOf(group.field()), column);
      } else {
        for (int row = 0; row < asked.rows(); row++) {
          String text = text(column, row);
          if (text != null) {
            headers.get(row).put(header, text);
          }
        }
      }
    }
    return new CallerRows(new Frame(fields), headers);
  }

  private static @Nullable String text(Frame.Column column, int row) {
    return switch (column) {
      case Frame.Texts(@Nullable String[] values) -> values[row];
      case Frame.Numbers(double[] values) ->
          Double.isNaN(values[row])
              ? null
              : values[row] == Math.rint(values[row])
                  ? Long.toString((long) values[row])
                  : Double.toString(values[row]);
    };
  }
}
