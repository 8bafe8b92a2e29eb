package dev.countersign.data;

import dev.countersign.manifest.DataFacts;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A column of the source as SQL sees it, and how its values are read. A missing value is NULL, the
 * empty text or NaN (in CSV the texts {@code NaN}, {@code nan} and {@code NAN}). Values compare as
 * texts: a CSV value as it stands, a Parquet number without a needless fraction ({@code 1}, not
 * {@code 1.0}), a Parquet boolean as {@code true} or {@code false}.
 *
 * @param name as in the file
 * @param type SQL type it is stored with
 * @param numeric whether every value that is not missing is a number
 * @param mayBeEmpty whether the empty text can stand in it; CSV is loaded without
 * @param dialect of the database it is in
 */
record SourceColumn(
    String name, String type, boolean numeric, boolean mayBeEmpty, Dialect dialect) {
  private static final String TEXT = "VARCHAR";
  private static final Pattern INTEGER = Pattern.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?");
  private static final Pattern FRACTIONAL = Pattern.compile("FLOAT|REAL|DOUBLE|DECIMAL.*");

  /** A column of a table loaded from CSV; whether it is numeric shows later. */
  static SourceColumn ofCsv(String name) {
    return new SourceColumn(name, TEXT, false, false, Dialect.DUCKDB);
  }

  /** A column of a Parquet file. */
  static SourceColumn ofParquet(String name, String type) {
    boolean numeric = INTEGER.matcher(type).matches() || FRACTIONAL.matcher(type).matches();
    return new SourceColumn(name, type, numeric, type.equals(TEXT), Dialect.DUCKDB);
  }

  /** A column of a Trino table. */
  static SourceColumn ofTrino(String name, String trinoType) {
    String type = trinoType.toUpperCase(Locale.ROOT);
    boolean text = type.startsWith(TEXT) || type.startsWith("CHAR");
    boolean numeric = INTEGER.matcher(type).matches() || FRACTIONAL.matcher(type).matches();
    return new SourceColumn(name, text ? TEXT : type, numeric, text, Dialect.TRINO);
  }

  /** The same column, known to hold numbers or not. */
  SourceColumn numeric(boolean known) {
    return new SourceColumn(name, type, known, mayBeEmpty, dialect);
  }

  /** What the manifest's rules may know of it. */
  DataFacts.Column fact() {
    return new DataFacts.Column(name, numeric);
  }

  /** Whether it is stored as text and read as such. */
  boolean isText() {
    return type.equals(TEXT) && !numeric;
  }

  /** The value as text, NULL where it is missing. */
  Sql text() {
    return text(stored());
  }

  /**
   * The value as it stands where no two of the same text differ, which databases group by fastest;
   * a fractional number as text.
   */
  Sql stored() {
    Sql column = Sql.name(name);
    return isFractional()
        ? Sql.format(
            "CASE WHEN %s THEN NULL WHEN abs(%s) < 1e15 AND %s = %s"
                + " THEN CAST(CAST(%s AS BIGINT) AS VARCHAR) ELSE %s END",
            dialect.isNaN(number()),
            column,
            column,
            dialect.truncated(column),
            column,
            dialect.fraction(column))
        : column;
  }

  /** What {@link #stored} gave, as text, NULL where it is missing. */
  Sql text(Sql stored) {
    if (type.equals(TEXT)) {
      return mayBeEmpty ? Sql.format("nullif(%s, '')", stored) : stored;
    }
    return isFractional() ? stored : Sql.format("CAST(%s AS VARCHAR)", stored);
  }

  /** The value as a double, NULL or NaN where it is missing or no number. */
  Sql number() {
    return Sql.format("TRY_CAST(%s AS DOUBLE)", Sql.name(name));
  }

  /** True where a value stored as text is neither missing nor a number. */
  Sql notNumber() {
    Sql column = Sql.name(name);
    return Sql.format("(%s IS NULL OR contains(%s, '_')) AND %s", number(), column, present());
  }

  private Sql present() {
    return Sql.format("%s IS NOT NULL", text());
  }

  /** True where the value is missing. */
  Sql missing() {
    return isFractional()
        ? Sql.format("(%s IS NULL OR %s)", Sql.name(name), dialect.isNaN(number()))
        : Sql.format("(%s IS NULL)", type.equals(TEXT) ? text() : Sql.name(name));
  }

  /** The value as it compares with others of its column; NULL, or else NaN, where it is missing. */
  Sql comparable() {
    return type.equals(TEXT) ? text() : Sql.name(name);
  }

  /** The value as a finite double, NULL where it is none. */
  Sql finite() {
    return INTEGER.matcher(type).matches()
        ? number()
        : Sql.format(
            "CASE WHEN abs(%s) <= " + Double.MAX_VALUE + " THEN %s END", number(), number());
  }

  private boolean isFractional() {
    return FRACTIONAL.matcher(type).matches();
  }
}
