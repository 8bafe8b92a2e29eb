package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.Split;
import dev.countersign.passport.Json;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditGateTest {
  private static final EffectivePolicy BARS =
      TestPolicies.empty()
          .block("data-audit", "disparate-impact", 0.8, 1.25)
          .block("data-audit", "proxy-auc", null, 0.95)
          .block("data-audit", "split-leakage", null, 0.0)
          .warn("data-audit", "missing-values", null, 0.2)
          .warn("data-audit", "representation", 0.02, null)
          .option("data-audit", "warnAbove", 0.8)
          .option("data-audit", "conditionOn", List.of("income"))
          .build();

  @TempDir Path folder;
  private Path file = Path.of("");

  /**
   * Group b is favoured 60 % as often as a; {@code code} gives groups away; {@code income} is what
   * the label really depends on; three people are in group c; {@code gap} is often missing.
   */
  @BeforeEach
  void writeRows() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("id,g,code,income,gap,name,ok\n");
    for (int i = 0; i < 1200; i++) {
      String group = i < 3 ? "c" : random.nextDouble() < 0.5 ? "a" : "b";
      boolean rich = random.nextDouble() < (group.equals("b") ? 0.3 : 0.6);
      boolean ok = random.nextDouble() < (rich ? 0.9 : 0.2);
      csv.append(i).append(',').append(group).append(',');
      csv.append(group.equals("b") ? "x" : "y").append(',');
      csv.append(rich ? 90 : 10).append(',');
      csv.append(i % 3 == 0 ? "" : String.valueOf(random.nextInt(100))).append(',');
      csv.append("Person").append(i).append(',').append(ok ? 1 : 0).append('\n');
    }
    file = Files.writeString(folder.resolve("rows.csv"), csv);
  }

  @Test
  void everyGroupIsJudgedOnceAndShownBesideTheEvaluationRows() {
    GateResult result = run(manifest());
    Check b = AuditRun.check(result, "disparate-impact", "g", "b");
    assertThat(b.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(b.alongside().rows()).isEqualTo("evaluation");
    assertThat(b.alongside().value()).isCloseTo(b.value(), within(0.35));
    Check c = AuditRun.check(result, "disparate-impact", "g", "c");
    assertThat(c.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(c.note()).contains("A truly equal group of this size");
    Set<String> seen = new HashSet<>();
    for (Check check : result.checks()) {
      assertThat(seen.add(check.check() + "|" + check.attribute() + "|" + check.group()))
          .as(check.toString())
          .isTrue();
    }
  }

  @Test
  void aColumnThatGivesTheGroupAwayFailsAndIsNamedWithItsCost() {
    Check proxy = AuditRun.check(run(manifest()), "proxy-auc", "g", "b");
    assertThat(proxy.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(proxy.value()).isCloseTo(1, within(1e-9));
    assertThat(proxy.note()).contains("Most telling of g: code 1.0000", "Leaving code out costs");
  }

  @Test
  void aProxyTheManifestAllowsIsWarnedOf() {
    GateResult result =
        run(
            base()
                .protect(
                    new dev.countersign.manifest.DataSpec.ProtectedAttribute(
                        "g", "g", null, "a", Use.FEATURE)));
    assertThat(AuditRun.check(result, "proxy-auc", "g", "b").verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void whatIncomeExplainsIsToldFromWhatRemains() {
    Check remains = AuditRun.check(run(manifest()), "conditional-label-disparity", "g", "b");
    assertThat(remains.value()).isCloseTo(0, within(0.06));
    assertThat(remains.interval().contains(0)).isTrue();
    assertThat(remains.verdict()).isNull();
    assertThat(remains.note()).contains("2 strata");
  }

  @Test
  void missingValuesAreNamedByColumn() {
    Check gap = AuditRun.check(run(manifest()), "missing-values", "gap", null);
    assertThat(gap.value()).isCloseTo(1.0 / 3, within(0.05));
    assertThat(gap.verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void repeatedRowsLeakBetweenParts() throws IOException {
    String rows = Files.readString(file);
    String twice =
        rows
            + rows.lines()
                .skip(1)
                .map(l -> "r" + l)
                .collect(java.util.stream.Collectors.joining("\n"))
            + "\n";
    Files.writeString(file, twice);
    GateResult result = run(manifest());
    assertThat(AuditRun.check(result, "split-leakage", null, null).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(AuditRun.check(result, "duplicate-rows", null, null).value()).isPositive();
  }

  @Test
  void theSameDataGivesTheSameResult() {
    GateResult one = run(manifest());
    GateResult other = run(manifest());
    assertThat(other.checks()).isEqualTo(one.checks());
    assertThat(other.artifacts())
        .extracting("digest")
        .isEqualTo(one.artifacts().stream().map(EvidenceRef::digest).toList());
  }

  @Test
  void aBandNobodyIsInIsInconclusive() {
    GateResult result =
        run(base().protectBanded("wealth", "income", ">=50", Use.FEATURE, "<5", "5..49", ">=50"));
    Check empty = AuditRun.check(result, "disparate-impact", "wealth", "<5");
    assertThat(empty.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(empty.value()).isNull();
    assertThat(empty.n()).isZero();
    assertThat(empty.note()).contains("No row is in this group");
  }

  @Test
  void aBarThatNothingAnswersIsInconclusive() {
    GateResult result = run(base());
    assertThat(AuditRun.check(result, "disparate-impact", null, null).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void theReportHoldsEveryFigureAndNobodysName() {
    ReleaseManifest manifest = manifest().build();
    try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
      GateContext context = AuditRun.context(manifest, BARS, data, List.of());
      GateResult result = new AuditGate().run(context);
      assertThat(result.artifacts())
          .extracting("name")
          .containsExactly("data-audit.json", "data-audit.html", "base-rates.svg");
      byte[] json = context.evidence().get(result.artifacts().getFirst().digest());
      AuditReport report = Json.read(json, AuditReport.class);
      assertThat(report.checks()).isEqualTo(result.checks());
      assertThat(report.judged()).isEqualTo("train");
      String page =
          new String(
              context.evidence().get(result.artifacts().get(1).digest()), StandardCharsets.UTF_8);
      assertThat(page)
          .contains("<svg", "disparate-impact", "code")
          .doesNotContain("<script", "src=", "Person1");
      assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("Person1");
    }
  }

  private Manifests manifest() {
    return base().protect("g", "g", "a");
  }

  private Manifests base() {
    return Manifests.over("rows.csv", "ok", "1")
        .id("id")
        .pii("name")
        .split(new Split.Hashed(0.4, null, 3, null));
  }

  private GateResult run(Manifests manifest) {
    return AuditRun.of(manifest.build(), BARS, file);
  }
}
