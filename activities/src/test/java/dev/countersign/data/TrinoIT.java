package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.audit.AuditGate;
import dev.countersign.evaluation.EvaluationGate;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.Check;
import dev.countersign.gates.Gate;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.manifest.Split;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same audit and evaluation of the same rows, in Parquet and as a table in a real Trino. */
@Tag("long")
class TrinoIT {
  private static final double TOLERANCE = 1e-9;

  @TempDir static Path folder;

  private static RealServer trino;

  @BeforeAll
  static void start() {
    trino = RealServers.trino(folder);
  }

  @AfterAll
  static void stop() {
    if (trino != null) {
      trino.close();
    }
  }

  @Test
  void loansComeOutTheSame() throws Exception {
    Path csv = Loans.write(Files.createDirectories(folder.resolve("csv")), 5000, 2);
    table(
        "loans",
        "SELECT format('L{:06d}', row_number() OVER ()) AS id, CAST(income AS DOUBLE) AS income,"
            + " CAST(years AS INTEGER) AS years, purpose, sex, region, paid,"
            + " floor(1000 * 1 / (1 + exp(2 - CAST(income AS DOUBLE)))) / 1000 AS score FROM"
            + " read_csv('"
            + csv
            + "', all_varchar = true)");
    requireSame("loans", "income", "paid", "yes", "sex=m", "region=north", "years=>5");
  }

  @Test
  void adultComesOutTheSame() throws Exception {
    Optional<Path> adult = SharedFiles.find("data/adult.csv");
    if (adult.isEmpty()) {
      return;
    }
    table(
        "adult",
        "SELECT format('A{:06d}', row_number() OVER ()) AS id, *, CAST(education_num AS DOUBLE) /"
            + " 16 AS score FROM read_csv('"
            + adult.get()
            + "', normalize_names = true, nullstr = '?')");
    requireSame("adult", "fnlwgt", "income", ">50K", "sex=Male", "race=White", "age=>25");
  }

  /** Writes rows to Parquet, and tells Trino that they are a table. */
  private static void table(String name, String query) throws SQLException, IOException {
    Path files = Files.createDirectories(folder.resolve("files").resolve(name));
    List<String> columns = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (" + query + ") TO '" + files.resolve("rows.parquet") + "' (FORMAT parquet)");
      try (var described =
          statement.executeQuery(
              "DESCRIBE SELECT * FROM '" + files.resolve("rows.parquet") + "'")) {
        while (described.next()) {
          columns.add('"' + described.getString(1) + "\" " + described.getString(2));
        }
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

  private static void requireSame(
      String name, String conditionOn, String label, String favourable, String... groups)
      throws IOException {
    Path files = folder.resolve("files").resolve(name);
    String uri = "trino://" + trino.address() + "/hive/people/" + name;
    List<Check> here =
        checks(files.resolve("rows.parquet").toString(), conditionOn, label, favourable, groups);
    List<Check> there = checks(uri, conditionOn, label, favourable, groups);
    assertThat(there).hasSameSizeAs(here);
    int compared = 0;
    for (int i = 0; i < here.size(); i++) {
      Check one = here.get(i);
      Check other = there.get(i);
      String what = one.check() + " " + one.attribute() + " " + one.group();
      assertThat(other.check()).as(what).isEqualTo(one.check());
      assertThat(other.group()).as(what).isEqualTo(one.group());
      assertThat(other.n()).as(what).isEqualTo(one.n());
      assertThat(other.verdict()).as(what).isEqualTo(one.verdict());
      if (one.value() == null) {
        assertThat(other.value()).as(what).isNull();
        continue;
      }
      assertThat(other.value()).as(what).isCloseTo(one.value(), within(TOLERANCE));
      compared++;
      if (one.interval() != null) {
        assertThat(other.interval().low())
            .as(what)
            .isCloseTo(one.interval().low(), within(TOLERANCE));
      }
    }
    System.out.println(name + ": " + compared + " figures of Trino agree to " + TOLERANCE);
  }

  private static List<Check> checks(
      String source, String conditionOn, String label, String favourable, String... groups)
      throws IOException {
    Manifests manifest =
        Manifests.over(source, label, favourable)
            .id("id")
            .split(new Split.Hashed(0.4, null, 7, null))
            .predictions(new PredictionsSpec("score", 0.5));
    for (String group : groups) {
      String[] parts = group.split("=", 2);
      if (parts[1].startsWith(">") && !parts[1].endsWith("K")) {
        String below = parts[1].replace(">", "<=");
        manifest.protectBanded(parts[0], parts[0], parts[1], Use.AUDIT, below, parts[1]);
      } else {
        manifest.protect(parts[0], parts[0], parts[1]);
      }
    }
    Path evidence = Files.createTempDirectory(folder, "evidence");
    try (Contexts contexts = Contexts.open(manifest.build(), folder, evidence)) {
      contexts.option("data-audit", "conditionOn", List.of(conditionOn));
      List<Check> checks = new ArrayList<>();
      for (Gate gate : List.of(new AuditGate(), new EvaluationGate(0))) {
        checks.addAll(gate.run(contexts.build()).checks());
      }
      return checks;
    }
  }

  @Test
  void aSliceHoldsTheSameRowsAndAnIdIsTheSameRow() throws Exception {
    table(
        "borrowers",
        "SELECT * FROM (VALUES ('B1', 12.0::DOUBLE, 7, 'Zürich', DATE '2025-01-31', true, 1),"
            + " ('B2', 'NaN', 8, 'it''s; DROP --', DATE '2025-02-01', false, 0),"
            + " ('B3', NULL, NULL, '', NULL, NULL, 1), ('B4', 12.5, 9, '大阪 %s?', NULL, true, 0))"
            + " AS t(id, amount, \"größe; it's\", city, day, member, y)");
    String uri = "trino://" + trino.address() + "/hive/people/borrowers";
    String parquet = folder.resolve("files/borrowers/rows.parquet").toString();
    Map<Slice.Condition, List<String>> expected = new LinkedHashMap<>();
    expected.put(new Slice.OneOfNumbers("amount", List.of(12.0, Double.NaN)), List.of("B1"));
    expected.put(new Slice.Range("amount", 12.0, null), List.of("B1", "B4"));
    expected.put(new Slice.Range("größe; it's", 7.5, 9.0), List.of("B2", "B4"));
    expected.put(
        new Slice.OneOfTexts("city", List.of("Zürich", "it's; DROP --", "")), List.of("B1", "B2"));
    expected.put(new Slice.OneOfTexts("city", List.of("大阪 %s?")), List.of("B4"));
    expected.put(new Slice.OneOfTexts("city", List.of()), List.of());
    expected.put(new Slice.OneOfTexts("day", List.of("2025-02-01")), List.of("B2"));
    expected.put(new Slice.OneOfTexts("member", List.of("true")), List.of("B1", "B4"));
    for (String source : List.of(parquet, uri)) {
      try (Dataset data =
          Datasets.open(Manifests.over(source, "y", "1").id("id").build(), folder)) {
        expected.forEach(
            (condition, ids) ->
                assertThat(in(data, condition)).as(source + " " + condition).isEqualTo(ids));
        List<String> columns = List.of("größe; it's", "amount");
        Frame row = data.row(RowSet.ALL, "B4", columns).orElseThrow();
        assertThat(row.numbers("größe; it's")).containsExactly(9);
        assertThat(row.numbers("amount")).containsExactly(12.5);
        assertThat(data.row(RowSet.ALL, "' OR true --", columns)).isEmpty();
      }
    }
  }

  private static List<String> in(Dataset data, Slice.Condition condition) {
    boolean[] in = data.inSlice(RowSet.ALL, new Slice("some", List.of(condition)));
    List<String> ids = data.ids(RowSet.ALL);
    return IntStream.range(0, in.length).filter(row -> in[row]).mapToObj(ids::get).toList();
  }

  @Test
  void aTableThatChangedIsNoticed() throws Exception {
    table("changing", "SELECT 'a' AS id, 1 AS x UNION ALL SELECT 'b', 2");
    var table =
        new DataSources.Table(
            URI.create("trino://" + trino.address() + "/hive/people/changing"), "id");
    String digest = table.digest();
    table.requireDigest(digest);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT 'a' AS id, 1 AS x UNION ALL SELECT 'b', 3) TO '"
              + folder.resolve("files/changing/rows.parquet")
              + "' (FORMAT parquet)");
    }
    assertThatThrownBy(() -> table.requireDigest(digest))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("changed since intake");
  }

  @Test
  void whatIsNoTableIsRefusedInPlainWords() {
    var nowhere =
        new DataSources.Table(
            URI.create("trino://" + trino.address() + "/hive/people/nobody"), "id");
    assertThatThrownBy(nowhere::digest)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/hive/people/nobody");
    assertThatThrownBy(() -> new DataSources.Table(URI.create("trino://h:1/hive"), "id"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("write trino://host:port/catalog/schema/table");
  }
}
