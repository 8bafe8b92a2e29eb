package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.evaluation.SameFigures;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Gate;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The same rows in Parquet and as tables in a real Trino, and what gates say of both. */
final class ParquetAndTrino implements AutoCloseable {
  private static final double TOLERANCE = 1e-9;

  private final Path folder;
  private final RealServer trino;

  private ParquetAndTrino(Path folder, RealServer trino) {
    this.folder = folder;
    this.trino = trino;
  }

  /** Starts a server that keeps its files in a folder. */
  static ParquetAndTrino start(Path folder) {
    return new ParquetAndTrino(folder, RealServers.trino(folder));
  }

  /** Writes what DuckDB answers to Parquet, and tells Trino that it is a table. */
  void table(String name, String query) throws SQLException, IOException {
    Files.createDirectories(parquet(name).getParent());
    List<String> columns = new ArrayList<>();
    rewrite(name, query);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        var described = statement.executeQuery("DESCRIBE SELECT * FROM '" + parquet(name) + "'")) {
      while (described.next()) {
        columns.add('"' + described.getString(1) + "\" " + described.getString(2));
      }
    }
    try (Connection trinos =
            DriverManager.getConnection("jdbc:trino://" + trino.address() + "?user=test");
        Statement statement = trinos.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS hive.people");
      statement.execute(
          "CREATE TABLE hive.people."
              + name
              + " ("
              + String.join(", ", columns)
              + ") WITH (format = 'PARQUET', external_location = 'local:///"
              + name
              + "')");
    }
  }

  /** Puts other rows of the same columns in the place of a table's. */
  void rewrite(String name, String query) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + parquet(name) + "' (FORMAT parquet)");
    }
  }

  /** A folder for what a table is made from. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve("made").resolve(name));
  }

  /** The rows' file. */
  Path parquet(String name) {
    return folder.resolve("files").resolve(name).resolve("rows.parquet");
  }

  /** The table, there or not. */
  URI uri(String name) {
    return URI.create("trino://" + trino.address() + "/hive/people/" + name);
  }

  /**
   * Requires that gates say the same of both, but for how long a model takes.
   *
   * @param manifest over a source
   * @param judged sets what else a gate is given
   * @return all that they say
   */
  List<Check> requireSame(
      String table, Function<String, Manifests> manifest, Consumer<Contexts> judged, Gate... gates)
      throws IOException {
    List<Check> all = new ArrayList<>();
    try (Contexts here = open(manifest.apply(parquet(table).toString()));
        Contexts there = open(manifest.apply(uri(table).toString()))) {
      judged.accept(here);
      judged.accept(there);
      for (Gate gate : gates) {
        GateResult one = gate.run(here.build());
        GateResult other = gate.run(there.build());
        SameFigures.require(other, one, ParquetAndTrino::isRepeatable, TOLERANCE);
        assertThat(notes(other)).containsExactlyElementsOf(notes(one));
        all.addAll(one.checks());
      }
    }
    long compared = all.stream().filter(c -> isRepeatable(c) && c.value() != null).count();
    System.out.println(table + ": " + compared + " figures of Trino agree to " + TOLERANCE);
    return all;
  }

  private static List<String> notes(GateResult result) {
    return result.checks().stream()
        .filter(ParquetAndTrino::isRepeatable)
        .map(check -> check.check() + " " + check.group() + " " + check.note())
        .toList();
  }

  private static boolean isRepeatable(Check check) {
    return !check.check().startsWith("latency");
  }

  private Contexts open(Manifests manifest) throws IOException {
    return Contexts.open(manifest.build(), folder, Files.createTempDirectory(folder, "evidence"));
  }

  @Override
  public void close() {
    trino.close();
  }
}
