package dev.countersign.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database connection that speaks {@link Sql} and fails with {@link DataException}. */
final class SqlSession implements AutoCloseable {
  /** What DuckDB says at once, and what is left of it once an answer streams. */
  private static final List<String> RAN_SHORT =
      List.of("Out of Memory Error", "Invalid result set");

  private static final String SHORT =
      "DuckDB ran short of the memory it may have, or of disk for what it spills; free disk where"
          + " temporary files go, write the data as Parquet, or ask a table in Trino"
          + " (docs/scale.md)";

  private final Connection connection;
  private final String prefix;
  private final SqlLog log;

  /**
   * @param prefix stands before every query, for example to say what {@code source} is; may be
   *     empty
   * @param log told every statement before it runs
   */
  SqlSession(Connection connection, String prefix, SqlLog log) {
    this.connection = connection;
    this.prefix = prefix;
    this.log = log;
  }

  /** Makes one value of the row the result stands on. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Looks at the row the result stands on. */
  @FunctionalInterface
  interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  /** Makes something of a column's name and type. */
  @FunctionalInterface
  interface ColumnReader<T> {
    T read(String name, String type);
  }

  /** What every statement is told to. */
  SqlLog log() {
    return log;
  }

  <T> List<T> query(Sql sql, RowReader<T> reader) {
    List<T> rows = new ArrayList<>();
    forEach(sql, row -> rows.add(reader.read(row)));
    return rows;
  }

  <T> T single(Sql sql, RowReader<T> reader) {
    return query(sql, reader).getFirst();
  }

  void forEach(Sql sql, RowVisitor visitor) {
    try (PreparedStatement statement = prepare(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        visitor.visit(row);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Runs a statement, leaving its failure to the caller to explain. */
  void execute(Sql sql) throws SQLException {
    try (PreparedStatement statement = prepare(sql)) {
      statement.execute();
    }
  }

  /** A query's columns, by name and by what the database calls their types. */
  <T> List<T> describe(Sql query, ColumnReader<T> reader) {
    try (PreparedStatement statement = prepare(query);
        ResultSet none = statement.executeQuery()) {
      ResultSetMetaData columns = none.getMetaData();
      List<T> found = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        found.add(reader.read(columns.getColumnName(i), columns.getColumnTypeName(i)));
      }
      return found;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private PreparedStatement prepare(Sql sql) throws SQLException {
    String text = sql.text().startsWith("SELECT") ? prefix + sql.text() : sql.text();
    log.statement(text, sql.parameters());
    PreparedStatement statement = connection.prepareStatement(text);
    int index = 1;
    for (Object parameter : sql.parameters()) {
      statement.setObject(index++, parameter);
    }
    return statement;
  }

  static DataException failed(SQLException e) {
    String said = firstLine(e);
    return new DataException(
        "the data can't be queried: "
            + (RAN_SHORT.stream().anyMatch(said::contains) ? SHORT : said),
        e);
  }

  static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(message);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new DataException("the database connection can't be closed: " + firstLine(e), e);
    }
  }
}
