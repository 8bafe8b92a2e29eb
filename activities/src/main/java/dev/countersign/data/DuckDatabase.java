package dev.countersign.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * A DuckDB of one's own, in memory. What doesn't fit into the memory allowed spills to a temporary
 * directory, which goes when it is closed.
 */
final class DuckDatabase implements AutoCloseable {
  private static final int LEAST_MEGABYTES = 128;
  private static final int MOST_MEGABYTES = 2_000;
  private static final int MEGABYTES_A_CORE = 64;
  private static final int MEGABYTES_A_COLUMN = 2;

  /**
   * DuckDB 2.0.0 fails of it where few of a view's rows are wanted that goes by its row numbers.
   */
  private static final String WITHOUT_LATE_MATERIALIZATION =
      "SET disabled_optimizers = 'late_materialization'";

  private final Connection connection;
  private final SqlSession session;
  private final Path spill;

  private DuckDatabase(Connection connection, SqlSession session, Path spill) {
    this.connection = connection;
    this.session = session;
    this.spill = spill;
  }

  /** Fills a row of a table, column by column. */
  @FunctionalInterface
  interface RowWriter {
    void write(DuckDBAppender row) throws SQLException;
  }

  /**
   * Starts one.
   *
   * @param log told every statement before it runs
   */
  static DuckDatabase open(SqlLog log) {
    try {
      Path spill = Files.createTempDirectory("countersign-data");
      Properties properties = new Properties();
      properties.setProperty("jdbc_stream_results", "true");
      properties.setProperty("temp_directory", spill.toString());
      properties.setProperty("preserve_insertion_order", "true");
      properties.setProperty("autoinstall_known_extensions", "false");
      properties.setProperty("autoload_known_extensions", "false");
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
      DuckDatabase database =
          new DuckDatabase(connection, new SqlSession(connection, "", log), spill);
      database.execute(Sql.of(WITHOUT_LATE_MATERIALIZATION));
      return database;
    } catch (IOException | SQLException e) {
      throw new DataException("DuckDB can't be started: " + e.getMessage(), e);
    }
  }

  SqlSession session() {
    return session;
  }

  /** Runs a statement that can't fail for what users give. */
  void execute(Sql sql) {
    try {
      session.execute(sql);
    } catch (SQLException e) {
      throw new DataException("DuckDB can't be set up: " + SqlSession.firstLine(e), e);
    }
  }

  /** Lets it hold what columns and cores ask for, whatever the number of rows. */
  void limitMemory(int columns) {
    int cores = Runtime.getRuntime().availableProcessors();
    int wanted = MEGABYTES_A_CORE * cores + MEGABYTES_A_COLUMN * columns;
    execute(
        Sql.of(
            "SET memory_limit = '" + Math.clamp(wanted, LEAST_MEGABYTES, MOST_MEGABYTES) + "MB'"));
  }

  /**
   * Adds rows to a table.
   *
   * @throws DataException if there is no room left for them
   */
  void append(String table, RowWriter rows) {
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender(table)) {
      rows.write(appender);
    } catch (SQLException e) {
      throw SqlSession.failed(e);
    }
  }

  @Override
  public void close() {
    session.close();
    try (Stream<Path> left = Files.walk(spill)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new DataException(spill + " can't be deleted: delete it by hand", e);
    }
  }
}
