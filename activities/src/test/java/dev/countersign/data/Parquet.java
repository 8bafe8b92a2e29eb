package dev.countersign.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** Writes Parquet files for tests, columns typed as DuckDB sees fit. */
final class Parquet {
  private Parquet() {}

  static Path write(Path folder, String csv) throws Exception {
    Path text = Files.writeString(folder.resolve("typed.csv"), csv);
    return copy(folder, "SELECT * FROM read_csv('" + text + "')");
  }

  static Path copy(Path folder, String query) throws Exception {
    Path parquet = folder.resolve("typed.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + parquet + "' (FORMAT parquet)");
    }
    return parquet;
  }
}
