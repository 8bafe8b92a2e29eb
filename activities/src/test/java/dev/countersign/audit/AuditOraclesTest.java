package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures that AIF360 and Fairlearn agree on. */
class AuditOraclesTest {
  private static final EffectivePolicy HIGH = bars().build();

  private static TestPolicies bars() {
    return TestPolicies.empty()
        .block("data-audit", "disparate-impact", 0.8, 1.25)
        .block("data-audit", "proxy-auc", null, 0.95)
        .block("data-audit", "split-leakage", null, 0.0);
  }

  @Test
  void germanCreditByAgeFailsAsPublished() {
    SharedFiles.find("data/german_credit.csv")
        .ifPresent(
            file -> {
              GateResult result = AuditRun.of(Manifests.german().split(null).build(), HIGH, file);
              Check age = AuditRun.check(result, "disparate-impact", "age", "<=25");
              assertThat(age.value()).isCloseTo(0.794826, within(1e-6));
              assertThat(age.interval().low()).isCloseTo(0.699, within(5e-4));
              assertThat(age.interval().high()).isCloseTo(0.904, within(5e-4));
              assertThat(age.interval().method()).isEqualTo("Katz log");
              assertThat(age.bounds()).isEqualTo(new Bounds(0.8, 1.25));
              assertThat(age.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(age.reference()).isEqualTo(">25");
              assertThat(age.of()).isEqualTo("labels");
              assertThat(age.n()).isEqualTo(190);
              assertThat(age.note())
                  .contains("With the boundary drawn at >=25: 0.8212, which is within the bounds");
              assertThat(
                      AuditRun.check(result, "statistical-parity-difference", "age", "<=25")
                          .value())
                  .isCloseTo(-0.149448, within(1e-6));
              Check sex = AuditRun.check(result, "disparate-impact", "sex", "female");
              assertThat(sex.value()).isCloseTo(0.896567, within(1e-6));
              assertThat(
                      AuditRun.check(result, "statistical-parity-difference", "sex", "female")
                          .value())
                  .isCloseTo(-0.074801, within(1e-6));
              assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
            });
  }

  @Test
  void adultBySexIsAsPublishedOnAllRows() {
    SharedFiles.find("data/adult.csv").ifPresent(file -> adult(file, 0.359655, -0.194516));
  }

  @Test
  void adultBySexIsAsPublishedOnCompleteRows(@TempDir Path folder) throws IOException {
    Optional<Path> all = SharedFiles.find("data/adult.csv");
    if (all.isPresent()) {
      Path complete = folder.resolve("complete.csv");
      try (Stream<String> lines = Files.lines(all.get())) {
        Files.write(
            complete,
            (Iterable<String>)
                lines.filter(line -> !line.contains(",,") && !line.endsWith(","))::iterator);
      }
      adult(complete, 0.363470, -0.198901);
    }
  }

  private static void adult(Path file, double ratio, double difference) {
    GateResult result =
        AuditRun.of(
            Manifests.over("adult.csv", "income", ">50K")
                .protect("sex", "sex", "Male")
                .protect("race", "race", "White")
                .include("relationship", "education_num")
                .build(),
            bars().option("data-audit", "sampleRows", 2000).build(),
            file);
    Check sex = AuditRun.check(result, "disparate-impact", "sex", "Female");
    assertThat(sex.value()).isCloseTo(ratio, within(1e-6));
    assertThat(sex.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(AuditRun.check(result, "statistical-parity-difference", "sex", "Female").value())
        .isCloseTo(difference, within(1e-6));
    Check both = AuditRun.check(result, "disparate-impact", "race & sex", "Black & Female");
    assertThat(both.reference()).isEqualTo("White & Male");
    assertThat(both.verdict()).isEqualTo(Verdict.WARN);
    assertThat(AuditRun.check(result, "proxy-auc", "sex", "Female").note())
        .contains("relationship");
  }

  @Test
  void aColumnThatGivesSexAwayIsNamed() {
    SharedFiles.find("models/german/features.csv")
        .ifPresent(
            file -> {
              GateResult result =
                  AuditRun.of(
                      Manifests.over("features.csv", "credit_risk", "good")
                          .split(
                              new dev.countersign.manifest.Split.Column(
                                  "split", "train", "test", null))
                          .id("application_id")
                          .protect("sex", "sex", "male")
                          .protectBanded("age", "age", ">25", Use.FEATURE, "<=25", ">25")
                          .exclude("sex")
                          .build(),
                      HIGH,
                      file);
              Check sex = AuditRun.check(result, "proxy-auc", "sex", "female");
              assertThat(sex.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(sex.note()).contains("personal_status_sex=A92 1.0000");
              assertThat(AuditRun.check(result, "proxy-auc", "age", "<=25").verdict())
                  .isIn(Verdict.PASS, Verdict.WARN);
            });
  }
}
