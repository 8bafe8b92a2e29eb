package dev.countersign.data;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Sums of a column and of its powers, as SQL. */
final class Powers {
  /** So many columns of a result they take. */
  static final int COLUMNS = 3;

  private Powers() {}

  /** Three aggregates over a column. */
  static String of(String column) {
    return "sum(%s), sum(%s * %s), sum(%s * %s * %s)".replace("%s", column);
  }

  /** What they came to. */
  static Sums read(ResultSet row, int at) throws SQLException {
    return new Sums(row.getDouble(at), row.getDouble(at + 1), row.getDouble(at + 2));
  }
}
