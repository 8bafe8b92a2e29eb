package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.DataException;
import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.Split;
import dev.countersign.passport.Json;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of columns, labels, time and where the rows come from. */
class DataReportTest {
  private static final EffectivePolicy NO_BARS = TestPolicies.empty().build();

  @TempDir Path folder;

  /** Days run on; half the women were never labelled; {@code flag} hardly varies. */
  private Path rows(int count) throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    StringBuilder csv = new StringBuilder("day,sex,income,town,flag,code,paid\n");
    for (int i = 0; i < count; i++) {
      boolean woman = random.nextBoolean();
      double income = i % 100 == 7 ? 90_000 + i : 2000 + 300 * random.nextGaussian();
      String town = i % 250 == 3 ? "rare" + i : "town" + random.nextInt(3);
      boolean unlabelled = woman && random.nextBoolean();
      csv.append("2026-%02d-%02d".formatted(1 + i * 12 / count, 1 + i % 28)).append(',');
      csv.append(woman ? "f" : "m").append(',');
      csv.append("%.2f".formatted(income + (woman ? 0 : 200))).append(',');
      csv.append(town).append(',').append(i % 300 == 9 ? 1 : 0).append(",same,");
      csv.append(unlabelled ? "" : random.nextInt(10) < 6 ? "yes" : "no").append('\n');
    }
    return Files.writeString(folder.resolve("rows.csv"), csv);
  }

  private Manifests manifest() {
    return Manifests.over("rows.csv", "paid", "yes")
        .protect("sex", "sex", "m")
        .include("income", "town", "flag", "code");
  }

  @Test
  void columnsAreDescribedOneByOne() throws IOException {
    AuditReport report = report(manifest(), NO_BARS, rows(1500));
    ColumnProfile income = column(report, "income");
    assertThat(income.numeric()).isTrue();
    assertThat(income.numbers().max()).isGreaterThan(90_000);
    assertThat(income.shape().quantiles().get(2)).isBetween(2000.0, 2300.0);
    assertThat(income.spreads())
        .singleElement()
        .satisfies(s -> assertThat(s.distance()).isPositive());
    ColumnProfile town = column(report, "town");
    assertThat(town.rare()).isGreaterThan(2);
    assertThat(town.spreads().getFirst().values())
        .contains("town0", "other")
        .noneMatch(value -> value.startsWith("rare"));
    assertThat(column(report, "flag").isNearConstant()).isTrue();
    assertThat(report.constant()).containsExactly("code");
    assertThat(report.profile().outliers().count()).isBetween(1L, 60L);
    for (ColumnProfile.Spread spread : income.spreads()) {
      for (int g = 0; g < spread.groups().size(); g++) {
        int group = g;
        double sum = spread.shares().stream().mapToDouble(s -> s.get(group)).sum();
        assertThat(sum).isCloseTo(1, within(1e-12));
      }
    }
  }

  @Test
  void thePageNeedsNothingFromElsewhere() throws IOException {
    GateResult[] kept = new GateResult[1];
    String page = page(manifest(), NO_BARS, rows(600), kept);
    assertThat(page)
        .contains("income by sex", "Outliers by group", "Where the rows come from", "sha256:")
        .contains("default-src 'none'")
        .doesNotContain("<script", "src=", "@import", "url(")
        .doesNotContainPattern("href=\"[^#]");
    assertThat(AuditRun.check(kept[0], "near-constant-columns", null, null).value()).isEqualTo(1);
    assertThat(AuditRun.check(kept[0], "rare-categories", null, null).value()).isPositive();
    assertThat(AuditRun.check(kept[0], "outliers", null, null).interval()).isNotNull();
  }

  @Test
  void aBarOnASplitIsInconclusiveWhereThereIsNone() throws IOException {
    EffectivePolicy bars =
        TestPolicies.empty()
            .block("data-audit", "time-order", null, 0.0)
            .block("data-audit", "drifted-columns", null, 0.0)
            .block("data-audit", "split-leakage", null, 0.0)
            .option("data-audit", "timeColumn", "day")
            .build();
    GateResult result = AuditRun.of(manifest().build(), bars, rows(300));
    for (String check : List.of("time-order", "drifted-columns", "split-leakage")) {
      Check absent = AuditRun.check(result, check, null, null);
      assertThat(absent.verdict()).as(check).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(absent.note()).as(check).contains("There is no split");
    }
  }

  @Test
  void whoWasNeverLabelledIsShownByGroup() throws IOException {
    GateResult result = AuditRun.of(manifest().build(), NO_BARS, rows(1500));
    Check never = AuditRun.check(result, "unlabelled-difference", "sex", "f");
    assertThat(never.value()).isCloseTo(0.5, within(0.06));
    assertThat(never.interval().low()).isGreaterThan(0.4);
    assertThat(never.note()).contains("were never labelled", "known of those only");
  }

  @Test
  void learningFromWhatComesLaterIsFound() throws IOException {
    Path file = rows(1000);
    EffectivePolicy policy =
        TestPolicies.empty()
            .block("data-audit", "time-order", null, 0.0)
            .option("data-audit", "timeColumn", "day")
            .build();
    Check mixed =
        AuditRun.check(
            AuditRun.of(
                manifest().split(new Split.Hashed(0.3, null, 2, null)).build(), policy, file),
            "time-order",
            "day",
            null);
    assertThat(mixed.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(mixed.note())
        .contains("split by time", "The first evaluation row is of " + firstEvaluationDay(file));
    Check apart =
        AuditRun.check(
            AuditRun.of(
                manifest().split(new Split.Time("day", "2026-09-01", null)).build(), policy, file),
            "time-order",
            "day",
            null);
    assertThat(apart.verdict()).isEqualTo(Verdict.PASS);
    assertThatThrownBy(
            () ->
                AuditRun.of(
                    manifest().split(new Split.Hashed(0.3, null, 2, null)).build(),
                    TestPolicies.empty().option("data-audit", "timeColumn", "town").build(),
                    file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("timeColumn town is missing or no time");
  }

  private String firstEvaluationDay(Path file) {
    ReleaseManifest mixed = manifest().split(new Split.Hashed(0.3, null, 2, null)).build();
    try (Dataset data = Datasets.open(mixed, new DataSources.Single(file))) {
      Frame.Texts days = (Frame.Texts) data.frame(RowSet.EVALUATION, List.of("day")).column("day");
      return Arrays.stream(days.values()).sorted().findFirst().orElseThrow();
    }
  }

  @Test
  void leavingATellingFeatureOutHasItsPriceWithAnInterval() throws IOException {
    AuditReport report = report(manifest(), NO_BARS, rows(1500));
    assertThat(report.removalCosts())
        .extracting(ProxySearch.RemovalCost::feature)
        .containsExactly("income");
    ProxySearch.RemovalCost cost = report.removalCosts().getFirst();
    assertThat(cost.interval().contains(cost.cost())).isTrue();
    assertThat(report.proxies().getFirst().together().interval()).isNotNull();
  }

  @Test
  void theOrderOfRowsChangesNoFigure() throws IOException {
    Path file = rows(800);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    for (int i = 0; i < lines.size(); i++) {
      lines.set(i, lines.get(i) + (i == 0 ? ",key" : ",K" + i));
    }
    String header = lines.removeFirst();
    Files.writeString(file, header + "\n" + String.join("\n", lines) + "\n");
    Manifests keyed = manifest().id("key").split(new Split.Hashed(0.3, null, 2, null));
    EffectivePolicy fewer = TestPolicies.empty().option("data-audit", "sampleRows", 300).build();
    Map<String, String> all = figures(AuditRun.of(keyed.build(), NO_BARS, file));
    Map<String, String> some = figures(AuditRun.of(keyed.build(), fewer, file));
    Collections.shuffle(lines, new Random(4));
    Files.writeString(file, header + "\n" + String.join("\n", lines) + "\n");
    assertThat(figures(AuditRun.of(keyed.build(), NO_BARS, file))).isNotEmpty().isEqualTo(all);
    assertThat(figures(AuditRun.of(keyed.build(), fewer, file))).isEqualTo(some).isNotEqualTo(all);
  }

  /** Values, and what is said of them, by what they are of. */
  private static Map<String, String> figures(GateResult result) {
    Map<String, String> figures = new TreeMap<>();
    for (Check check : result.checks()) {
      String of = check.check() + " " + check.attribute() + " " + check.group();
      String said = check.value() + " " + check.interval() + " " + check.note();
      assertThat(figures.put(of, said)).as(of).isNull();
    }
    return figures;
  }

  @Test
  void valuesOfCellsAreShownAsTextAndNeverAsMarkup() throws IOException {
    StringBuilder csv = new StringBuilder("mark,sex,paid\n");
    for (int i = 0; i < 90; i++) {
      String mark = i % 3 == 0 ? "ü<b>" : i % 3 == 1 ? "a&b" : "\"\"\"c\"\"\"";
      csv.append(mark).append(i % 2 == 0 ? ",f," : ",m,").append(i % 5 < 3 ? "yes\n" : "no\n");
    }
    Path file = Files.writeString(folder.resolve("rows.csv"), csv);
    Manifests marked = Manifests.over("rows.csv", "paid", "yes").protect("sex", "sex", "m");
    String page = page(marked, NO_BARS, file, new GateResult[1]);
    assertThat(page)
        .contains("ü&lt;b&gt;", "a&amp;b", "&quot;c&quot;")
        .doesNotContain("<b>", "a&b", "\"c\"");
  }

  @Test
  void oneRowIsRefusedInPlainWordsAndFewRowsAreInconclusive() throws IOException {
    Path one = Files.writeString(folder.resolve("rows.csv"), "a,sex,paid\n1,f,yes\n");
    Manifests manifest = Manifests.over("rows.csv", "paid", "yes").protect("sex", "sex", "m");
    assertThatThrownBy(() -> AuditRun.of(manifest.build(), NO_BARS, one))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("A label needs two classes");
    Path two = Files.writeString(folder.resolve("rows.csv"), "a,sex,paid\n1,f,yes\n2,m,no\n");
    GateResult result =
        AuditRun.of(
            manifest.build(),
            TestPolicies.empty().block("data-audit", "disparate-impact", 0.8, 1.25).build(),
            two);
    assertThat(AuditRun.check(result, "disparate-impact", "sex", "f").verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  private AuditReport report(Manifests manifest, EffectivePolicy policy, Path file) {
    try (Dataset data = Datasets.open(manifest.build(), new DataSources.Single(file))) {
      GateContext context = AuditRun.context(manifest.build(), policy, data, List.of());
      GateResult result = new AuditGate().run(context);
      return Json.read(
          context.evidence().get(result.artifacts().getFirst().digest()), AuditReport.class);
    }
  }

  private String page(Manifests manifest, EffectivePolicy policy, Path file, GateResult[] result) {
    try (Dataset data = Datasets.open(manifest.build(), new DataSources.Single(file))) {
      GateContext context = AuditRun.context(manifest.build(), policy, data, List.of());
      result[0] = new AuditGate().run(context);
      return new String(
          context.evidence().get(result[0].artifacts().get(1).digest()), StandardCharsets.UTF_8);
    }
  }

  private static ColumnProfile column(AuditReport report, String name) {
    return report.profile().columns().stream()
        .filter(c -> c.column().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
