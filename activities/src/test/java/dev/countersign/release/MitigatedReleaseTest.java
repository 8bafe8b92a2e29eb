package dev.countersign.release;

import static dev.countersign.release.CheckFixture.gate;
import static dev.countersign.release.CheckFixture.named;
import static dev.countersign.release.CheckFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way of mitigating, from the manifest through training to the evaluation. */
class MitigatedReleaseTest {
  @TempDir Path folder;

  /** Women earn less and so are paid back less often; a postcode tells who is a woman. */
  @BeforeEach
  void writeRows() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder csv = new StringBuilder("id,income,postcode,region,sex,paid\n");
    for (int i = 0; i < 3000; i++) {
      boolean woman = random.nextBoolean();
      double income = 2500 + 700 * random.nextGaussian() - (woman ? 900 : 0);
      int postcode = woman == random.nextDouble() < 0.9 ? random.nextInt(5) : 5 + random.nextInt(5);
      boolean paid = random.nextDouble() < 1 / (1 + Math.exp(-(income - 2000) / 400));
      csv.append(
          "A%d,%.2f,p%d,r%d,%s,%s\n"
              .formatted(
                  i, income, postcode, random.nextInt(3), woman ? "f" : "m", paid ? "yes" : "no"));
    }
    Files.writeString(folder.resolve("people.csv"), csv);
  }

  @Test
  void aRepairTravelsWithTheModelAndEvensDecisions() throws IOException {
    double before = Math.abs(difference(check("", "postcode")));
    LocalCheck.Report report =
        check("mitigation: {method: disparate-impact-remover, attribute: sex}", "postcode");
    assertThat(before).isGreaterThan(0.25);
    assertThat(Math.abs(difference(report))).isLessThan(before / 3);
    GateResult mitigation = gate(report, "mitigation");
    Check answer = named(mitigation, "disparate-impact", "f");
    assertThat(answer.verdict()).isEqualTo(Verdict.WARN);
    assertThat(answer.note()).contains("written into the model", "Texts are not repaired");
    Check told = named(mitigation, "proxy-auc", "f");
    assertThat(told.value()).isLessThan(0.53);
    assertThat(told.interval().method()).startsWith("DeLong");
    assertThat(told.value()).isBetween(told.interval().low(), told.interval().high());
    assertThat(told.alongside().value())
        .isLessThan(0.56)
        .isBetween(told.alongside().interval().low(), told.alongside().interval().high());
    assertThat(told.note())
        .contains("Repaired at level 1.0: income. Most telling before: income 0.8");
    assertThat(named(mitigation, "accuracy-cost", null).interval()).isNotNull();
    assertThat(named(mitigation, "less-discriminatory-alternatives", null).note())
        .contains("The manifest chose repair at level 1.0");
    assertThat(mitigation.artifacts())
        .extracting(EvidenceRef::name)
        .contains("mitigation-alternatives.json", "mitigation-trade-off.svg");
  }

  @Test
  void halfARepairLiesBetween() throws IOException {
    double none = Math.abs(difference(check("", "postcode")));
    double half =
        Math.abs(
            difference(
                check(
                    "mitigation: {method: disparate-impact-remover, attribute: sex, repairLevel:"
                        + " 0.5}",
                    "postcode")));
    double all =
        Math.abs(
            difference(
                check(
                    "mitigation: {method: disparate-impact-remover, attribute: sex}", "postcode")));
    assertThat(half).isBetween(all, none);
  }

  @Test
  void thresholdsAndTheRejectOptionEvenWhatTheyAreAskedTo() throws IOException {
    for (String method : List.of("threshold-optimisation", "reject-option")) {
      LocalCheck.Report report =
          check(
              "mitigation: {method: "
                  + method
                  + ", attribute: sex, constraint: demographic-parity, tolerance: 0.03}",
              "region");
      assertThat(Math.abs(difference(report))).as(method).isLessThan(0.12);
      List<EvidenceRef> artifacts = gate(report, "evaluation").artifacts();
      assertThat(artifacts)
          .extracting(EvidenceRef::name)
          .contains("decision-rule.json", "decision-trade-off.svg");
      EvidenceRef rule =
          artifacts.stream().filter(a -> a.name().equals("decision-rule.json")).findFirst().get();
      String json = new String(here().evidence().get(rule.digest()), StandardCharsets.UTF_8);
      assertThat(json)
          .contains("\"method\":\"" + method + "\"", "\"attribute\":\"sex\"", "Chosen because");
    }
  }

  @Test
  void aFeatureGivesWayToAColumnThatTellsLess() throws IOException {
    LocalCheck.Report report =
        check(
            "mitigation: {method: feature-replacement, attribute: sex, replace: {postcode:"
                + " region}}",
            "region");
    GateResult mitigation = gate(report, "mitigation");
    assertThat(named(mitigation, "disparate-impact", "f").verdict()).isEqualTo(Verdict.WARN);
    Check told = named(mitigation, "proxy-auc", "f");
    assertThat(told.value()).isLessThan(0.6);
    assertThat(told.note()).contains("postcode 0.8", "region 0.");
    assertThat(named(gate(report, "data-audit"), "proxy-auc", "f").note())
        .doesNotContain("postcode");
  }

  @Test
  void aReplacementThatTellsNoLessAnswersNothing() throws IOException {
    LocalCheck.Report report =
        check(
            "mitigation: {method: feature-replacement, attribute: sex, replace: {region:"
                + " postcode}}",
            "postcode");
    assertThat(named(gate(report, "mitigation"), "disparate-impact", "f").note())
        .contains("the new columns tell the group no less than the old ones");
  }

  private static double difference(LocalCheck.Report report) {
    return value(gate(report, "evaluation"), "statistical-parity-difference", "f");
  }

  private LocalCheck.Report check(String mitigation, String excluded) throws IOException {
    String manifest =
        """
        apiVersion: countersign.dev/v1
        kind: ModelRelease
        metadata: {model: loans, version: "1", owner: lending, submittedBy: ci@x.example, trainedBy: [ada@x.example]}
        intendedUse: {decision: Lend, affected: Applicants, harm: No loan, useCase: other}
        data:
          source: people.csv
          id: id
          split: {evaluation: 0.3, calibration: 0.2, seed: 4}
          label: {column: paid, favourable: "yes", provenance: outcome}
          protected: [{attribute: sex, column: sex, reference: m, use: decision}]
          features: {exclude: [%s]}
        training: {xgboost: {rounds: 30, maxDepth: 3, learningRate: 0.2}}
        policy: policy.yaml
        %s
        rollout:
          environment: test
          router: {embedded: {}}
          metrics: {embedded: {}}
          steps: [{weight: 100, bake: 1s}]
        """
            .formatted(excluded, mitigation);
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        apiVersion: countersign.dev/v1
        kind: Policy
        name: four-fifths
        gates:
          data-audit: {checks: {disparate-impact: {min: 0.8, max: 1.25, severity: block, basis: test}}}
        """);
    return here().report(manifest, "data-audit", "mitigation", "evaluation");
  }

  private CheckFixture here() {
    return new CheckFixture(folder);
  }
}
