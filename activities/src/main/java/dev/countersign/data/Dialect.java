package dev.countersign.data;

import java.util.List;

/** What the databases that rows can be in call the same things differently. */
enum Dialect {
  /** In this process, over CSV and Parquet. */
  DUCKDB {
    @Override
    Sql isNaN(Sql number) {
      return Sql.format("isnan(%s)", number);
    }

    @Override
    Sql truncated(Sql number) {
      return Sql.format("trunc(%s)", number);
    }

    @Override
    Sql sha256(Sql text) {
      return Sql.format("sha256(%s)", text);
    }

    @Override
    Sql content(List<Sql> columns) {
      return Sql.format("hash(%s)", Sql.join(", ", columns));
    }

    @Override
    Sql fingerprint(Sql key, Sql value) {
      return Sql.format("CAST(sum(hash(%s, %s)) AS VARCHAR)", key, value);
    }

    @Override
    Sql quantile(Sql number, double share, Sql condition) {
      return Sql.format(
          "SELECT quantile_disc(%s, " + share + ") FROM source WHERE %s AND NOT isnan(%s)",
          number,
          condition,
          number);
    }
  },
  /** A distributed engine, asked over JDBC. */
  TRINO {
    @Override
    Sql isNaN(Sql number) {
      return Sql.format("is_nan(%s)", number);
    }

    @Override
    Sql truncated(Sql number) {
      return Sql.format("truncate(%s)", number);
    }

    @Override
    Sql sha256(Sql text) {
      return Sql.format("lower(to_hex(sha256(to_utf8(%s))))", text);
    }

    @Override
    Sql content(List<Sql> columns) {
      return Sql.format(
          "md5(to_utf8(json_format(CAST(ARRAY[%s] AS JSON))))",
          Sql.join(", ", columns.stream().map(c -> Sql.format("CAST(%s AS VARCHAR)", c)).toList()));
    }

    @Override
    Sql fingerprint(Sql key, Sql value) {
      return Sql.format(
          "CAST(sum(CAST(from_big_endian_64(substr(md5(to_utf8(%s || '=' || CAST(%s AS VARCHAR))),"
              + " 1, 8)) AS DECIMAL(38, 0))) AS VARCHAR)",
          key, value);
    }

    @Override
    Sql quantile(Sql number, double share, Sql condition) {
      return Sql.format(
          "SELECT min(x) FROM (SELECT x, cume_dist() OVER (ORDER BY x) AS c FROM (SELECT %s AS x"
              + " FROM source WHERE %s AND NOT is_nan(%s))) WHERE c >= "
              + share,
          number,
          condition,
          number);
    }
  };

  /** True where a number is NaN. */
  abstract Sql isNaN(Sql number);

  /** A number without its fraction. */
  abstract Sql truncated(Sql number);

  /** 64 hexadecimal digits in small letters. */
  abstract Sql sha256(Sql text);

  /**
   * A row's values in 64 bits or more, so that comparing wide rows needs little memory; that any
   * two of ten million different rows are taken for equal has a chance of 3 in a million at most.
   */
  abstract Sql content(List<Sql> columns);

  /** An aggregate that hangs on which rows there are, by key and value, and not on their order. */
  abstract Sql fingerprint(Sql key, Sql value);

  /** The query of the smallest number that at least {@code share} of the rows do not exceed. */
  abstract Sql quantile(Sql number, double share, Sql condition);
}
