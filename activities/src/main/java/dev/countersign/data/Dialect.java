package dev.countersign.data;

import java.util.List;

/** What the databases that rows can be in call the same things differently. */
enum Dialect {
  /** In this process, over CSV and Parquet. */
  DUCKDB(
      "isnan(%s)",
      "trunc(%s)",
      "CAST(%s AS VARCHAR)",
      "sha256(%s)",
      "md5(%s)",
      "%s",
      "hash(%s)",
      "CAST(sum(hash(%s, %s)) AS VARCHAR)"),
  /** A distributed engine, asked over JDBC. */
  TRINO(
      "is_nan(%s)",
      "truncate(%s)",
      "json_format(CAST(%s AS JSON))",
      "lower(to_hex(sha256(to_utf8(%s))))",
      "lower(to_hex(md5(to_utf8(%s))))",
      "CAST(%s AS VARCHAR)",
      "md5(to_utf8(json_format(CAST(ARRAY[%s] AS JSON))))",
      "CAST(sum(CAST(from_big_endian_64(substr(md5(to_utf8(CAST(%s AS VARCHAR) || '=' || CAST(%s AS"
          + " VARCHAR))), 1, 8)) AS DECIMAL(38, 0))) AS VARCHAR)");

  private final String isNaN;
  private final String truncated;
  private final String fraction;
  private final String sha256;
  private final String md5;
  private final String contentColumn;
  private final String content;
  private final String fingerprint;

  Dialect(
      String isNaN,
      String truncated,
      String fraction,
      String sha256,
      String md5,
      String contentColumn,
      String content,
      String fingerprint) {
    this.isNaN = isNaN;
    this.truncated = truncated;
    this.fraction = fraction;
    this.sha256 = sha256;
    this.md5 = md5;
    this.contentColumn = contentColumn;
    this.content = content;
    this.fingerprint = fingerprint;
  }

  /** True where a number is NaN. */
  Sql isNaN(Sql number) {
    return Sql.format(isNaN, number);
  }

  /** A number without its fraction. */
  Sql truncated(Sql number) {
    return Sql.format(truncated, number);
  }

  /**
   * A fractional number as text, {@code 1.5}. Under a thousandth and from ten million on Trino
   * writes an exponent; DuckDB writes one further out, and otherwise.
   */
  Sql fraction(Sql number) {
    return Sql.format(fraction, number);
  }

  /** 64 hexadecimal digits in small letters. */
  Sql sha256(Sql text) {
    return Sql.format(sha256, text);
  }

  /** 32 hexadecimal digits in small letters; no safeguard, but four times as fast as SHA-256. */
  Sql md5(Sql text) {
    return Sql.format(md5, text);
  }

  /**
   * A row's values in 64 bits or more, so that comparing wide rows needs little memory; that any
   * two of ten million different rows are taken for equal has a chance of 3 in a million at most.
   */
  Sql content(List<Sql> columns) {
    List<Sql> values = columns.stream().map(c -> Sql.format(contentColumn, c)).toList();
    return Sql.format(content, Sql.join(", ", values));
  }

  /** An aggregate that hangs on which rows there are, by key and value, and not on their order. */
  Sql fingerprint(Sql key, Sql value) {
    return Sql.format(fingerprint, key, value);
  }
}
