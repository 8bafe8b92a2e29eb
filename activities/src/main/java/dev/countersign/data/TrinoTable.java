package dev.countersign.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A table in Trino, asked over JDBC: rows stay where they are, and only aggregates, samples and
 * what a model is asked with come here. It has no order of its own, so {@code __row} is the id.
 */
final class TrinoTable extends SourceTable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,127}");

  private final SqlSession session;
  private final List<SourceColumn> columns;

  private TrinoTable(SqlSession session, List<SourceColumn> columns) {
    this.session = session;
    this.columns = columns;
  }

  /**
   * Connects, and looks what columns there are.
   *
   * @throws DataException if the server can't be reached, or there is no such table
   */
  static TrinoTable open(DataSources.Table table, SqlLog log) {
    Connection connection = connect(table);
    try {
      SqlSession plain = new SqlSession(connection, "", log);
      List<SourceColumn> columns =
          plain.describe(
              Sql.of("SELECT * FROM " + name(table) + " LIMIT 0"), SourceColumn::ofTrino);
      String row =
          table.id() == null
              ? "CAST(NULL AS VARCHAR)"
              : "CAST(" + Sql.name(table.id()).text() + " AS VARCHAR)";
      String prefix =
          "WITH source AS (SELECT "
              + row
              + " AS "
              + SourceFile.ROW
              + ", 0 AS "
              + SourceFile.SOURCE
              + ", * FROM "
              + name(table)
              + ") ";
      return new TrinoTable(new SqlSession(connection, prefix, log), columns);
    } catch (DataException e) {
      close(connection);
      throw new DataException(table.uri() + ": " + e.getMessage(), e);
    }
  }

  private static Connection connect(DataSources.Table table) {
    Properties properties = new Properties();
    properties.setProperty("user", table.user());
    properties.setProperty("source", "countersign");
    try {
      return DriverManager.getConnection("jdbc:trino://" + table.uri().getAuthority(), properties);
    } catch (SQLException e) {
      throw new DataException(
          "Trino at "
              + table.uri().getAuthority()
              + " can't be reached: "
              + SqlSession.firstLine(e),
          e);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new DataException(
          "the database connection can't be closed: " + SqlSession.firstLine(e), e);
    }
  }

  private static String name(DataSources.Table table) {
    List<String> parts = table.parts();
    parts.forEach(
        part -> {
          if (!NAME.matcher(part).matches()) {
            throw new DataException(
                table.uri() + ": " + part + " is no plain name; make a view with a plain name");
          }
        });
    return String.join(".", parts.stream().map(part -> Sql.name(part).text()).toList());
  }

  /**
   * What the table holds, in one line: its columns, how many rows, and Trino's own checksum of each
   * column, which hangs on the values and not on their order.
   */
  static String content(DataSources.Table table) {
    try (TrinoTable open = open(table, SqlLog.SILENT)) {
      List<Sql> sums =
          open.columns.stream()
              .map(c -> Sql.format("to_hex(checksum(%s))", Sql.name(c.name())))
              .toList();
      StringBuilder content = new StringBuilder();
      open.columns.forEach(c -> content.append(c.name()).append(' ').append(c.type()).append(';'));
      open.session.forEach(
          Sql.format("SELECT count(*), %s FROM source", Sql.join(", ", sums)),
          row -> {
            for (int i = 1; i <= sums.size() + 1; i++) {
              content.append(row.getString(i)).append(';');
            }
          });
      return content.toString();
    }
  }

  @Override
  Dialect dialect() {
    return Dialect.TRINO;
  }

  @Override
  SqlSession session() {
    return session;
  }

  @Override
  List<Path> paths() {
    return List.of();
  }

  @Override
  List<SourceColumn> columns() {
    return columns;
  }

  @Override
  public void close() {
    session.close();
  }
}
