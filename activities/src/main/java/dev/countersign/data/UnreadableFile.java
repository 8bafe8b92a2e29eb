package dev.countersign.data;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in plain words why a file can't be read as a table. The offending line itself is never
 * repeated: it may hold personal data.
 */
final class UnreadableFile {
  private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");
  private static final Pattern RAGGED =
      Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

  private UnreadableFile() {}

  static DataException explain(Path file, SQLException e) {
    String message = String.valueOf(e.getMessage());
    Matcher line = LINE.matcher(message);
    String where = file + (line.find() ? " line " + line.group(1) : "");
    return new DataException(where + ": " + reason(message), withoutContent(e));
  }

  private static String reason(String message) {
    Matcher ragged = RAGGED.matcher(message);
    if (ragged.find()) {
      return "has "
          + ragged.group(2)
          + " values where the header has "
          + ragged.group(1)
          + " names: mend the row, or quote values that hold the separator";
    }
    if (message.contains("not utf-8")) {
      return "is not UTF-8: save it as UTF-8";
    }
    if (message.contains("unterminated quote")) {
      return "a quote is opened and never closed: close it, or double a quote inside a value";
    }
    if (message.contains("Maximum line size")) {
      return "a line is longer than 16 MiB: is this a CSV file, and are its quotes closed?";
    }
    if (message.contains("invalid state")) {
      return "is not a regular CSV file: use one kind of line end and quote as RFC 4180 says";
    }
    if (message.contains("magic bytes") || message.contains("arquet")) {
      return "is not a whole Parquet file: write it again";
    }
    return "can't be read as a table: " + firstWords(message);
  }

  private static String firstWords(String message) {
    String first = message.lines().findFirst().orElse("no reason given");
    return first.length() > 200 ? first.substring(0, 200) + "…" : first;
  }

  private static Throwable withoutContent(SQLException e) {
    return new SQLException("DuckDB: " + e.getClass().getSimpleName());
  }
}
