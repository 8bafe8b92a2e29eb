package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.audit.AuditGate;
import dev.countersign.audit.AuditRun;
import dev.countersign.evaluation.EvaluationGate;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Gate;
import dev.countersign.manifest.PredictionsSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad columns beside good ones: the whole audit and evaluation say of the good ones what they say
 * without the bad, and of the bad what is the matter, or refuse them in plain words.
 */
class BadDataGatesTest {
  private static final int ROWS = 200;
  private static final Set<String> OF_LABELS =
      Set.of(
          "disparate-impact",
          "statistical-parity-difference",
          "class-imbalance",
          "representation",
          "split-leakage");

  @TempDir Path folder;

  /** What the four columns every file has are called. */
  private record Names(String income, String sex, String paid, String score) {
    static final Names PLAIN = new Names("income", "sex", "paid", "score");
  }

  /** A file with further columns. */
  private Path write(Names names, List<String> further, IntFunction<List<String>> values)
      throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    List<String> header =
        new ArrayList<>(List.of(names.income, names.sex, names.paid, names.score));
    header.addAll(further);
    StringBuilder csv = new StringBuilder(line(header));
    for (int row = 0; row < ROWS; row++) {
      boolean woman = row % 3 == 0;
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(1000 + random.nextInt(9000)));
      cells.add(woman ? "f" : "m");
      cells.add(random.nextInt(10) < (woman ? 5 : 7) ? "yes" : "no");
      cells.add("%.2f".formatted(random.nextInt(101) / 100.0));
      cells.addAll(values.apply(row));
      csv.append(line(cells));
    }
    return Files.writeString(folder.resolve("rows.csv"), csv);
  }

  private static String line(List<String> cells) {
    return cells.stream()
            .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(","))
        + '\n';
  }

  private GateResult run(Gate gate, Names names, boolean audits) {
    Manifests manifest =
        Manifests.over("rows.csv", names.paid, "yes")
            .protect("sex", names.sex, "m")
            .predictions(new PredictionsSpec(names.score, 0.5));
    try (Contexts contexts =
        Contexts.open(manifest.build(), folder, folder.resolve("evidence-" + audits))) {
      return gate.run(contexts.build());
    }
  }

  private GateResult audit(Names names) {
    return run(new AuditGate(), names, true);
  }

  private List<String> figures(Names names) {
    return figures(names, audit(names));
  }

  private List<String> figures(Names names, GateResult audited) {
    List<String> figures = new ArrayList<>();
    figuresOf(audited, figures);
    GateResult evaluated = run(new EvaluationGate(), names, false);
    assertThat(evaluated.checks()).extracting(Check::value).isNotEmpty();
    figuresOf(evaluated, figures);
    return figures;
  }

  private static void figuresOf(GateResult result, List<String> figures) {
    for (Check check : result.checks()) {
      boolean ofColumns = result.gate().equals("data-audit") && !OF_LABELS.contains(check.check());
      if (!ofColumns && !check.check().equals("evaluation-reuse")) {
        figures.add(
            String.join(
                " ",
                check.check(),
                String.valueOf(check.attribute()),
                String.valueOf(check.group()),
                String.valueOf(check.value()),
                String.valueOf(check.interval()),
                String.valueOf(check.n())));
      }
    }
  }

  private List<String> clean() throws IOException {
    write(Names.PLAIN, List.of(), row -> List.of());
    return figures(Names.PLAIN);
  }

  @Test
  void mixedTypesEmptyAndDisguisedValuesChangeNothingElseAndAreNamed() throws IOException {
    List<String> clean = clean();
    write(
        Names.PLAIN,
        List.of("mixed", "half", "void", "asked", "town"),
        row ->
            List.of(
                row % 4 == 0 ? "none of it" : Integer.toString(row),
                row % 2 == 0 ? "" : "x",
                "",
                row % 10 == 0 ? "?" : "known",
                row % 5 == 0 ? "Bonn " : "bonn"));
    assertThat(figures(Names.PLAIN)).isEqualTo(clean);
    GateResult result = audit(Names.PLAIN);
    requireNamed(result, "mixed-types", 1, "mixed");
    requireNamed(result, "disguised-missing-values", 1, "asked");
    requireNamed(result, "spelling-variants", 1, "town");
    requireNamed(result, "constant-columns", 1, "void");
    assertThat(AuditRun.check(result, "missing-values", "half", null).value()).isEqualTo(0.5);
    assertThat(AuditRun.check(result, "missing-values", "void", null).value()).isEqualTo(1);
  }

  private static void requireNamed(GateResult result, String check, double value, String column) {
    Check found = AuditRun.check(result, check, null, null);
    assertThat(found.value()).as(check).isEqualTo(value);
    assertThat(found.note()).as(check).contains(column);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "-Infinity", "1e999"})
  void infiniteNumbersAreRefusedByNameAndCount(String infinite) throws IOException {
    write(
        Names.PLAIN,
        List.of("limit", "debt"),
        row -> List.of(row % 50 == 7 ? infinite : "3", row == 8 ? infinite : "4"));
    assertThatThrownBy(() -> audit(Names.PLAIN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("infinite", "limit (4)", "debt (1)", "data.features");
    assertThat(run(new EvaluationGate(), Names.PLAIN, false).checks()).isNotEmpty();
  }

  @Test
  void anInfiniteOrMissingScoreIsRefused() throws IOException {
    for (String bad : List.of("inf", "", "NaN", "1.01")) {
      write(Names.PLAIN, List.of("said"), row -> List.of(row == 9 ? bad : "0.25"));
      Names said = new Names("income", "sex", "paid", "said");
      assertThatThrownBy(() -> run(new EvaluationGate(), said, false))
          .as(bad)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("said");
      assertThatThrownBy(() -> run(new EvaluationGate(0), said, false))
          .as(bad)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("predictions.column said: 1 of the rows evaluated hold no score");
    }
  }

  @Test
  void twoThousandColumnsAndOddNamesEverywhereChangeNoFigure() throws IOException {
    List<String> clean = clean();
    Names odd =
        new Names(
            "größe \"x\"; drop table source", "gé;schlecht, '\"?", "be\"zahlt;--", "pünkt%e'");
    SplittableRandom random = new SplittableRandom(3);
    write(
        odd,
        IntStream.range(0, 1996).mapToObj(i -> i == 7 ? "a&b <b>" : "c" + i).toList(),
        row ->
            IntStream.range(0, 1996)
                .mapToObj(i -> i == 7 ? (row % 2 == 0 ? "ü<b>" : "x") : "" + random.nextInt(5))
                .toList());
    GateResult audited = audit(odd);
    assertThat(figures(odd, audited)).isEqualTo(clean);
    assertThat(page(audited))
        .contains("größe &quot;x&quot;; drop table source", "a&amp;b &lt;b&gt;")
        .doesNotContain("<b>");
  }

  private static String page(GateResult audited) throws IOException {
    EvidenceRef page =
        audited.artifacts().stream()
            .filter(artifact -> artifact.name().equals("data-audit.html"))
            .findFirst()
            .orElseThrow();
    return Files.readString(Path.of(URI.create(page.uri())), StandardCharsets.UTF_8);
  }

  @Test
  void oneRowIsRefusedAndTwoDecideNothing() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "income,sex,paid,score\n1,f,yes,0.7\n");
    for (Gate gate : List.of(new AuditGate(), new EvaluationGate())) {
      assertThatThrownBy(() -> run(gate, Names.PLAIN, false))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("A label needs two classes");
    }
    Files.writeString(
        folder.resolve("rows.csv"), "income,sex,paid,score\n1,f,yes,0.7\n2,m,no,0.2\n");
    assertThat(audit(Names.PLAIN).checks()).isNotEmpty();
    assertThat(run(new EvaluationGate(), Names.PLAIN, false).checks()).isNotEmpty();
  }
}
