package dev.countersign.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.audit.AuditRun;
import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.MitigationRule;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.mitigation.ReweighingTest.Run;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MitigationGateTest {
  private static final EffectivePolicy FOUR_FIFTHS =
      TestPolicies.empty().block("data-audit", "disparate-impact", 0.8, 1.25).build();

  @TempDir Path folder;
  private Path file = Path.of("");

  /** Women are favoured half as often as men; the young as often as the old. */
  @BeforeEach
  void writeRows() throws IOException {
    StringBuilder csv = new StringBuilder("x,sex,age,ok\n");
    for (int i = 0; i < 800; i++) {
      boolean woman = i % 2 == 0;
      boolean favoured = woman ? i % 10 < 4 : i % 10 != 1;
      csv.append(i * 37 % 11).append(woman ? ",f," : ",m,").append(i % 3 == 0 ? 20 : 50);
      csv.append(favoured ? ",yes\n" : ",no\n");
    }
    file = Files.writeString(folder.resolve("rows.csv"), csv);
  }

  @Test
  void nothingDoneAboutAFailureIsAFailure() {
    for (MitigationSpec spec : new MitigationSpec[] {null, of(Method.NONE)}) {
      GateResult result = run(spec).mitigation();
      assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(AuditRun.check(result, "mitigation-due", null, null).value()).isEqualTo(1);
      assertThat(AuditRun.check(result, "disparate-impact", "sex", "f").note())
          .contains("Mitigation is due", "sex");
    }
  }

  @Test
  void weightsForAnotherAttributeDoNotAnswer() {
    Run run = run(of(Method.REWEIGHING, "age"));
    assertThat(run.mitigation().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(AuditRun.check(run.mitigation(), "disparate-impact", "sex", "f").note())
        .contains("weights don't cover it");
    assertThat(MitigationRule.effectiveAudit(run.audit(), run.mitigation()).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void aWordOfUpstreamIsAWarningWithItsWords() {
    MitigationSpec spec = MitigationSpec.upstream("rows were weighted");
    Run run = run(spec);
    assertThat(run.mitigation().verdict()).isEqualTo(Verdict.WARN);
    assertThat(AuditRun.check(run.mitigation(), "disparate-impact", "sex", "f").note())
        .contains("rows were weighted");
    assertThat(MitigationRule.effectiveAudit(run.audit(), run.mitigation()).verdict())
        .isEqualTo(Verdict.WARN);
  }

  @Test
  void decidingByTheAttributeNeedsLeave() {
    Check check =
        AuditRun.check(
            run(of(Method.THRESHOLD_OPTIMISATION, "sex")).mitigation(),
            "disparate-impact",
            "sex",
            "f");
    assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.note()).contains("its use must be decision");
  }

  @Test
  void aSearchThatHadToBeLeftOutSaysSoAndIsNoPass() throws IOException {
    StringBuilder csv = new StringBuilder("x,sex,age,ok\n");
    for (int i = 0; i < 60; i++) {
      csv.append(i).append(i % 2 == 0 ? ",f,20," : ",m,50,").append(i < 4 ? "no\n" : "yes\n");
    }
    file = Files.writeString(folder.resolve("rows.csv"), csv);
    EffectivePolicy asked =
        TestPolicies.empty()
            .block("mitigation", "less-discriminatory-alternatives", null, 0.0)
            .build();
    Check check =
        AuditRun.check(
            Run.of(manifest(of(Method.REWEIGHING, "sex")).build(), file, asked).mitigation(),
            "less-discriminatory-alternatives",
            "sex",
            null);
    assertThat(check.value()).isNull();
    assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check.note()).contains("were not searched: too few training rows");
  }

  @Test
  void withoutTheAuditThereIsNothingToAnswer() {
    var manifest = manifest(null).build();
    try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
      assertThatThrownBy(
              () ->
                  new MitigationGate()
                      .run(AuditRun.context(manifest, FOUR_FIFTHS, data, List.of())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("run it before");
    }
  }

  @Test
  void nothingToAnswerPasses() {
    Run run =
        Run.of(
            manifest(null).build(),
            file,
            TestPolicies.empty().block("data-audit", "disparate-impact", 0.1, 10.0).build());
    assertThat(run.mitigation().verdict()).isEqualTo(Verdict.PASS);
    assertThat(run.mitigation().weights()).isEmpty();
  }

  @Test
  void aBarThatNothingWasMeasuredForIsInconclusive() {
    EffectivePolicy asked =
        TestPolicies.empty()
            .block("data-audit", "disparate-impact", 0.1, 10.0)
            .block("mitigation", "accuracy-cost", null, 0.02)
            .block("mitigation", "less-discriminatory-alternatives", null, 0.0)
            .block("mitigation", "proxy-auc", null, 0.6)
            .block("mitigation", "statistical-parity-difference", -0.1, 0.1)
            .build();
    for (MitigationSpec spec :
        new MitigationSpec[] {null, MitigationSpec.upstream("rows were weighted")}) {
      GateResult result = Run.of(manifest(spec).build(), file, asked).mitigation();
      assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(result.checks())
          .filteredOn(check -> check.verdict() == Verdict.INCONCLUSIVE)
          .extracting(Check::check)
          .containsExactlyInAnyOrder(
              "accuracy-cost",
              "less-discriminatory-alternatives",
              "proxy-auc",
              "statistical-parity-difference");
    }
  }

  @Test
  void aSearchLeftOutForNumbersLeavesNoCostInAccuracyEither() throws IOException {
    StringBuilder csv = new StringBuilder("x,sex,pay\n");
    for (int i = 0; i < 200; i++) {
      csv.append(i).append(i % 2 == 0 ? ",f," : ",m,").append(i % 3 == 0 ? 2500 : 900).append('\n');
    }
    file = Files.writeString(folder.resolve("rows.csv"), csv);
    ReleaseManifest manifest =
        Manifests.over("rows.csv", "pay", ">=2000", Task.REGRESSION)
            .protect("sex", "sex", "m")
            .mitigate(of(Method.REWEIGHING, "sex"))
            .build();
    EffectivePolicy asked =
        TestPolicies.empty().block("mitigation", "accuracy-cost", null, 0.02).build();
    Check check =
        AuditRun.check(Run.of(manifest, file, asked).mitigation(), "accuracy-cost", "sex", null);
    assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check.note()).contains("asks for numbers");
  }

  private Run run(@Nullable MitigationSpec spec) {
    return Run.of(manifest(spec).build(), file, FOUR_FIFTHS);
  }

  private Manifests manifest(@Nullable MitigationSpec spec) {
    Manifests manifest =
        Manifests.over("rows.csv", "ok", "yes")
            .protect("sex", "sex", "m")
            .protectBanded(
                "age", "age", ">25", dev.countersign.manifest.DataSpec.Use.TRAINING, "<=25", ">25");
    return spec == null ? manifest : manifest.mitigate(spec);
  }

  private static MitigationSpec of(Method method, String... attributes) {
    return MitigationSpec.of(method, attributes);
  }
}
