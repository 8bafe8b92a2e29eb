package dev.countersign.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database connection that speaks {@link Sql} and fails with {@link DataException}. */
final class SqlSession implements AutoCloseable {
  private final Connection connection;

  SqlSession(Connection connection) {
    this.connection = connection;
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
      throw new DataException("the data can't be queried: " + firstLine(e), e);
    }
  }

  /** Runs a statement, leaving its failure to the caller to explain. */
  void execute(Sql sql) throws SQLException {
    try (PreparedStatement statement = prepare(sql)) {
      statement.execute();
    }
  }

  private PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    int index = 1;
    for (Object parameter : sql.parameters()) {
      statement.setObject(index++, parameter);
    }
    return statement;
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
