package dev.countersign.training;

import dev.countersign.data.Frame;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The training rows as a CSV file (RFC 4180): the features, the label as the data writes it, and a
 * column {@code sample_weight}. A missing value is an empty cell.
 */
final class TrainingCsv {
  static final String WEIGHT = "sample_weight";

  private TrainingCsv() {}

  static void write(Path file, TrainingRows rows, String labelName, Frame.Column label)
      throws IOException {
    List<String> names = rows.features().names();
    if (names.contains(WEIGHT)) {
      throw new TrainingException(
          "The data has a feature named "
              + WEIGHT
              + ", the column that carries weights. Rename it.");
    }
    List<Frame.Column> columns = new ArrayList<>();
    names.forEach(name -> columns.add(rows.features().column(name)));
    columns.add(label);
    double[] weights = rows.weights();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (String name : names) {
        out.append(cell(name)).append(',');
      }
      out.append(cell(labelName)).append(',').append(WEIGHT).append("\r\n");
      for (int row = 0; row < rows.favourable().length; row++) {
        for (Frame.Column column : columns) {
          out.append(cell(text(column, row))).append(',');
        }
        out.append(weights == null ? "1.0" : Double.toString(weights[row])).append("\r\n");
      }
    }
  }

  private static @Nullable String text(Frame.Column column, int row) {
    return switch (column) {
      case Frame.Texts(@Nullable String[] values) -> values[row];
      case Frame.Numbers(double[] values) ->
          Double.isNaN(values[row])
              ? null
              : values[row] == (long) values[row]
                  ? Long.toString((long) values[row])
                  : Double.toString(values[row]);
    };
  }

  private static String cell(@Nullable String text) {
    if (text == null) {
      return "";
    }
    boolean quoted =
        text.isEmpty()
            || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
