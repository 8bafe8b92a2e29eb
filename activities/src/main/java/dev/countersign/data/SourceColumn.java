package dev.countersign.data;

import java.util.regex.Pattern;

/**
 * A column of the source as SQL sees it, and how its values are read. A missing value is NULL, the
 * empty text or NaN. Values compare as texts: a CSV value as it stands, a Parquet number without a
 * needless fraction ({@code 1}, not {@code 1.0}), a Parquet boolean as {@code true} or {@code
 * false}.
 *
 * @param name as in the file
 * @param type SQL type it is stored with
 * @param numeric whether every value that is not missing is a number
 */
record SourceColumn(String name, String type, boolean numeric) {
  private static final String TEXT = "VARCHAR";
  private static final Pattern INTEGER = Pattern.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?");
  private static final Pattern FRACTIONAL = Pattern.compile("FLOAT|REAL|DOUBLE|DECIMAL.*");

  /** Whether values of a SQL type are numbers by their type. */
  static boolean isNumeric(String type) {
    return INTEGER.matcher(type).matches() || FRACTIONAL.matcher(type).matches();
  }

  boolean storedAsText() {
    return type.equals(TEXT);
  }

  /** The value as text, NULL where it is missing. */
  Sql text() {
    Sql column = Sql.name(name);
    if (storedAsText()) {
      Sql text = Sql.format("nullif(%s, '')", column);
      return numeric
          ? Sql.format("CASE WHEN isnan(%s) THEN NULL ELSE %s END", textAsNumber(column), text)
          : text;
    }
    if (FRACTIONAL.matcher(type).matches()) {
      return Sql.format(
          "CASE WHEN isnan(%s) THEN NULL WHEN abs(%s) < 1e15 AND %s = trunc(%s)"
              + " THEN CAST(CAST(%s AS BIGINT) AS VARCHAR) ELSE CAST(%s AS VARCHAR) END",
          number(), column, column, column, column, column);
    }
    return Sql.format("CAST(%s AS VARCHAR)", column);
  }

  /** The value as a double, NULL or NaN where it is missing or no number. */
  Sql number() {
    Sql column = Sql.name(name);
    return storedAsText() ? textAsNumber(column) : Sql.format("CAST(%s AS DOUBLE)", column);
  }

  /** True where the value is missing. */
  Sql missing() {
    return Sql.format("(%s IS NULL)", text());
  }

  private static Sql textAsNumber(Sql column) {
    return Sql.format(
        "CASE WHEN contains(%s, '_') THEN NULL ELSE TRY_CAST(%s AS DOUBLE) END", column, column);
  }
}
