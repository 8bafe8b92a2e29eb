package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.audit.AuditGate;
import dev.countersign.evaluation.EvaluationGate;
import dev.countersign.fixture.Borrowers;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.manifest.Split;
import dev.countersign.model.Models;
import dev.countersign.model.Outputs;
import dev.countersign.model.Scorer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same audit and evaluation of the same rows, in Parquet and as a table in a real Trino. */
@Tag("long")
class TrinoIT {
  private static final String GATE = "evaluation";

  @TempDir static Path folder;

  private static ParquetAndTrino rows;

  @BeforeAll
  static void start() {
    rows = ParquetAndTrino.start(folder);
  }

  @AfterAll
  static void stop() {
    if (rows != null) {
      rows.close();
    }
  }

  @Test
  void loansComeOutTheSame() throws Exception {
    MadeUpTables.loans(rows, "loans", 5000, 2);
    rows.requireSame(
        "loans",
        source -> people(source, "paid", "yes", "sex=m", "region=north", "years=>5"),
        contexts -> contexts.option("data-audit", "conditionOn", List.of("income")),
        new AuditGate(),
        new EvaluationGate(1));
  }

  @Test
  void adultComesOutTheSame() throws Exception {
    Optional<Path> adult = SharedFiles.find("data/adult.csv");
    if (adult.isEmpty()) {
      return;
    }
    rows.table(
        "adult",
        "SELECT format('A{:06d}', row_number() OVER ()) AS id, *, CAST(education_num AS DOUBLE) /"
            + " 16 AS score, 21 + 1.5 * education_num AS said_hours_per_week FROM read_csv('"
            + adult.get()
            + "', normalize_names = true, nullstr = '?')");
    rows.requireSame(
        "adult",
        source -> people(source, "income", ">50K", "sex=Male", "race=White", "age=>25"),
        contexts -> contexts.option("data-audit", "conditionOn", List.of("fnlwgt")),
        new AuditGate(),
        new EvaluationGate(1));
    rows.requireSame(
        "adult",
        source ->
            Manifests.over(source, "hours_per_week", ">=40", Task.REGRESSION)
                .id("id")
                .protect("sex", "sex", "Male")
                .protectBanded("age", "age", ">25", Use.AUDIT, "<=25", ">25")
                .predictions(new PredictionsSpec("said_hours_per_week", null)),
        contexts ->
            contexts.option(GATE, "slices", Map.of("few", Map.of("fnlwgt", Map.of("max", 1e5)))),
        new EvaluationGate(1));
  }

  private static Manifests people(
      String source, String label, String favourable, String... groups) {
    Manifests manifest =
        Manifests.over(source, label, favourable)
            .id("id")
            .split(new Split.Hashed(0.4, null, 7, null))
            .predictions(new PredictionsSpec("score", 0.5));
    for (String group : groups) {
      String[] parts = group.split("=", 2);
      if (parts[1].startsWith(">")) {
        String below = parts[1].replace(">", "<=");
        manifest.protectBanded(parts[0], parts[0], parts[1], Use.AUDIT, below, parts[1]);
      } else {
        manifest.protect(parts[0], parts[0], parts[1]);
      }
    }
    return manifest;
  }

  @Test
  void numbersComeOutTheSame() throws Exception {
    MadeUpTables.borrowers(rows, "numbers");
    requireSameOutcomes("numbers", "limit", ">=2000", Task.REGRESSION);
  }

  @Test
  void classesComeOutTheSameBeTheyTextsOrNumbers() throws Exception {
    MadeUpTables.borrowers(rows, "classes");
    requireSameOutcomes("classes", "grade", "a", Task.MULTI_CLASS);
    requireSameOutcomes("classes", "level", "10", Task.MULTI_CLASS);
  }

  private static void requireSameOutcomes(String table, String label, String favourable, Task task)
      throws IOException {
    PredictionsSpec predictions = new PredictionsSpec("said_" + label, null);
    List<Check> checks =
        rows.requireSame(
            table,
            source ->
                grouped(Manifests.over(source, label, favourable, task)).predictions(predictions),
            TrinoIT::judgeAll,
            new EvaluationGate(1));
    assertThat(checks)
        .anyMatch(c -> String.valueOf(c.note()).contains("With the boundary drawn at >=40"))
        .anyMatch(c -> "young cooks".equals(c.group()) && c.value() != null);
  }

  private static Manifests grouped(Manifests manifest) {
    return manifest
        .id("id")
        .split(new Split.Hashed(0.6, null, 7, null))
        .protect("sex", "sex", "m")
        .protect("rooms", "rooms", "1.5")
        .protectBanded("age", "age", ">40", Use.AUDIT, "<=40", ">40");
  }

  private static void judgeAll(Contexts contexts) {
    for (String check :
        List.of(
            "mean-error-difference",
            "mean-prediction-difference",
            "class-recall-difference",
            "class-rate-difference",
            "disparate-impact")) {
      contexts.bar(GATE, check, -0.5, 0.5);
    }
    contexts
        .option(GATE, "performanceByGroup", "warn")
        .option(
            GATE,
            "slices",
            Map.of(
                "young cooks",
                Map.of("age", Map.of("max", 30), "job", "cook"),
                "nobody",
                Map.of("job", "king")));
  }

  @Test
  void aModelAskedInBlocksIsJudgedTheSame() throws Exception {
    MadeUpTables.loans(rows, "asked", 5000, 3);
    LinearScorer worse = new LinearScorer(-2.2, Map.of("income", 0.2, "years", 0.3));
    CheckBar noDrop = new CheckBar(null, null, 0.02, Severity.BLOCK, DecideOn.ESTIMATE, "test");
    rows.requireSame(
        "asked",
        source ->
            Manifests.over(source, "paid", "yes")
                .id("id")
                .split(new Split.Hashed(0.5, null, 1, null))
                .protect("sex", "sex", "m")
                .protectBanded("years", "years", ">5", Use.FEATURE, "<=5", ">5")
                .include("income", "years", "purpose"),
        contexts ->
            contexts
                .model(worse)
                .incumbent(Loans.TRUTH)
                .bar(GATE, "accuracy", noDrop)
                .option(GATE, "slices", Map.of("cars", Map.of("purpose", "car")))
                .option(
                    GATE,
                    "cases",
                    Map.of("one", Map.of("like", "L000006", "expect", "favourable"))),
        new EvaluationGate(400));
  }

  @Test
  void aModelOfNumbersAskedInBlocksToo() throws Exception {
    Path lent = MadeUpTables.borrowers(rows, "lent");
    Path model = Borrowers.train(Borrowers.LIMIT, lent);
    try (Dataset data = Datasets.open(Borrowers.read(Borrowers.LIMIT), lent);
        Scorer scorer =
            Models.open(
                model, Format.XGBOOST, data.features(), List.of(), Outputs.of(data.label(), 1))) {
      rows.requireSame(
          "lent",
          source ->
              grouped(Manifests.over(source, "limit", ">=2000", Task.REGRESSION))
                  .include("income", "debt", "job"),
          contexts -> judgeAll(contexts.model(scorer)),
          new EvaluationGate(400));
    }
  }

  @Test
  void aSliceHoldsTheSameRowsAndAnIdIsTheSameRow() throws Exception {
    rows.table(
        "borrowers",
        "SELECT * FROM (VALUES ('B1', 12.0::DOUBLE, 7, 'Zürich', DATE '2025-01-31', true, 1),"
            + " ('B2', 'NaN', 8, 'it''s; DROP --', DATE '2025-02-01', false, 0),"
            + " ('B3', NULL, NULL, '', NULL, NULL, 1), ('B4', 12.5, 9, '大阪 %s?', NULL, true, 0))"
            + " AS t(id, amount, \"größe; it's\", city, day, member, y)");
    String uri = rows.uri("borrowers").toString();
    String parquet = rows.parquet("borrowers").toString();
    Map<Slice.Condition, List<String>> expected = new LinkedHashMap<>();
    expected.put(new Slice.OneOfNumbers("amount", List.of(12.0, Double.NaN)), List.of("B1"));
    expected.put(new Slice.Range("amount", 12.0, null), List.of("B1", "B4"));
    expected.put(new Slice.Range("größe; it's", 7.5, 9.0), List.of("B2", "B4"));
    expected.put(
        new Slice.OneOfTexts("city", List.of("Zürich", "it's; DROP --", "")), List.of("B1", "B2"));
    expected.put(new Slice.OneOfTexts("city", List.of("大阪 %s?")), List.of("B4"));
    expected.put(new Slice.OneOfTexts("city", List.of()), List.of());
    expected.put(new Slice.OneOfTexts("day", List.of("2025-02-01")), List.of("B2"));
    expected.put(new Slice.OneOfTexts("amount", List.of("12.5", "12")), List.of("B1", "B4"));
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

  @Test
  void whatIsToldOfLabelsAndTimesIsTheSame() throws Exception {
    rows.table(
        "graded",
        "SELECT 'G' || i AS id, i % 7 AS x, CASE WHEN i % 11 > 0 THEN chr(97 + i * i % 3) END AS"
            + " grade, CASE i % 11 WHEN 0 THEN NULL WHEN 1 THEN 0.5e0 ELSE i % 3 END AS amount,"
            + " CASE WHEN i % 2 = 0 THEN 'f' ELSE 'm' END AS sex, DATE '2025-01-01' + i AS day,"
            + " CASE WHEN i = 60 THEN '03.01.2023' ELSE '2025-01-01' END AS said FROM"
            + " (SELECT CAST(range AS INTEGER) AS i FROM range(90))");
    Split split = new Split.Time("day", "2025-02-01", null);
    List<ProtectedAttribute> sex =
        List.of(new ProtectedAttribute("sex", "sex", null, "m", Use.AUDIT));
    List<List<Object>> told = new ArrayList<>();
    for (String source :
        List.of(rows.parquet("graded").toString(), rows.uri("graded").toString())) {
      for (Manifests manifest :
          List.of(
              Manifests.over(source, "grade", "a", Task.MULTI_CLASS).protect(sex.getFirst()),
              Manifests.over(source, "grade", "a", Task.MULTI_CLASS),
              Manifests.over(source, "amount", ">=1", Task.REGRESSION).protect(sex.getFirst()))) {
        try (Dataset data = Datasets.open(manifest.id("id").split(split).build(), folder)) {
          assertThatThrownBy(() -> data.timeOrder("said"))
              .hasMessageContaining("no time in 0 training and 1 evaluation rows");
          told.add(
              List.of(
                  data.label().column().equals("grade")
                      ? Set.copyOf(data.largestClasses(RowSet.TRAIN, sex))
                      : Set.of(),
                  data.labelled(sex.getFirst()),
                  data.repeats(RowSet.ALL, List.of("x")),
                  data.timeOrder("day").late()));
        }
      }
    }
    assertThat(told.subList(3, 6)).isEqualTo(told.subList(0, 3));
    assertThat(told.get(1)).isEqualTo(told.get(0));
    assertThat(((Dataset.Repeats) told.getFirst().get(2)).contradictory()).isPositive();
  }

  private static List<String> in(Dataset data, Slice.Condition condition) {
    boolean[] in = data.inSlice(RowSet.ALL, new Slice("some", List.of(condition)));
    List<String> ids = data.ids(RowSet.ALL);
    return IntStream.range(0, in.length).filter(row -> in[row]).mapToObj(ids::get).toList();
  }

  @Test
  void aTableThatChangedIsNoticed() throws Exception {
    rows.table("changing", "SELECT 'a' AS id, 1 AS x UNION ALL SELECT 'b', 2");
    var table = new DataSources.Table(rows.uri("changing"), "id");
    String digest = table.digest();
    table.requireDigest(digest);
    rows.rewrite("changing", "SELECT 'a' AS id, 1 AS x UNION ALL SELECT 'b', 3");
    assertThatThrownBy(() -> table.requireDigest(digest))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("changed since intake");
  }

  @Test
  void whatIsNoTableIsRefusedInPlainWords() {
    var nowhere = new DataSources.Table(rows.uri("nobody"), "id");
    assertThatThrownBy(nowhere::digest)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/hive/people/nobody");
    assertThatThrownBy(() -> new DataSources.Table(URI.create("trino://h:1/hive"), "id"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("write trino://host:port/catalog/schema/table");
  }
}
