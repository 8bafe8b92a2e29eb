package dev.countersign.evaluation;

import static dev.countersign.evaluation.EvaluationRun.GATE;
import static dev.countersign.evaluation.EvaluationRun.check;
import static dev.countersign.evaluation.EvaluationRun.loans;
import static dev.countersign.evaluation.EvaluationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.DataException;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the evaluation gate says about models and predictions whose truth is known. */
class EvaluationGateTest {
  @TempDir Path folder;

  @Test
  void fairnessComesFirstAndEveryCheckSaysHowItWasMeasured() {
    try (Contexts contexts = loans(folder)) {
      GateResult result = run(contexts.bar(GATE, "roc-auc", 0.6, null));
      List<String> order = result.checks().stream().map(Check::check).distinct().toList();
      assertThat(order)
          .containsExactly(
              "disparate-impact",
              "statistical-parity-difference",
              "equal-opportunity-difference",
              "average-odds-difference",
              "equalized-odds-difference",
              "selection-rate",
              "true-positive-rate",
              "false-positive-rate",
              "accuracy",
              "balanced-accuracy",
              "precision",
              "f1",
              "roc-auc",
              "brier-score",
              "calibration-error",
              "log-loss",
              "latency-p95-ms",
              "evaluation-reuse");
      assertThat(result.checks())
          .allMatch(c -> c.value() != null && c.convention() != null && c.n() != null)
          .filteredOn(c -> !c.check().equals("evaluation-reuse"))
          .allMatch(c -> c.interval() != null);
      assertThat(result.verdict()).isEqualTo(Verdict.PASS);
      assertThat(check(result, "disparate-impact", "region & sex", "east & f").reference())
          .isEqualTo("north & m");
    }
  }

  @Test
  void theTrueModelIsCalibratedAndTreatsUnrelatedGroupsAlike() {
    try (Contexts contexts = loans(folder)) {
      GateResult result = run(contexts);
      Check impact = check(result, "disparate-impact", "sex", "f");
      assertThat(impact.interval().contains(1)).isTrue();
      Check calibration = check(result, "calibration-error", null, null);
      assertThat(calibration.value()).isLessThan(0.06);
      assertThat(calibration.interval().low()).isZero();
      assertThat(calibration.note()).contains("perfectly calibrated model would show about 0.0");
    }
  }

  @Test
  void anEmptyDenominatorIsAbsentAndInconclusive() throws IOException {
    Files.writeString(
        folder.resolve("few.csv"), "y,d,g,x\n1,1,a,1\n0,0,a,2\n1,0,b,3\n1,1,b,4\n0,0,c,5\n");
    Manifests manifest =
        Manifests.over("few.csv", "y", "1")
            .protect("g", "g", "a")
            .predictions(new PredictionsSpec("d", null));
    try (Contexts contexts = Contexts.open(manifest.build(), folder, folder.resolve("evidence"))) {
      GateResult result =
          run(
              contexts
                  .bar(GATE, "equalized-odds-difference", null, 0.1)
                  .bar(GATE, "equal-opportunity-difference", -0.1, 0.1)
                  .bar(GATE, "roc-auc", 0.6, null)
                  .bar(GATE, "latency-p95-ms", null, 100.0));
      Check odds = check(result, "equalized-odds-difference", "g", "b");
      assertThat(odds.value()).isNull();
      assertThat(odds.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(odds.note()).isEqualTo("The group has no row with an unfavourable label.");
      assertThat(check(result, "equal-opportunity-difference", "g", "c").note())
          .isEqualTo("The group has no row with a favourable label.");
      assertThat(check(result, "roc-auc", null, null).note()).contains("no scores");
      assertThat(check(result, "latency-p95-ms", null, null).verdict())
          .isEqualTo(Verdict.INCONCLUSIVE);
    }
  }

  @Test
  void nothingPassesWhereThereIsNoModelOrNobodyToCompare() throws IOException {
    Loans.write(folder, 200, 1);
    try (Contexts contexts =
        Contexts.open(Loans.manifest().build(), folder, folder.resolve("evidence"))) {
      assertThat(run(contexts.bar(GATE, "roc-auc", 0.6, null)).verdict())
          .isEqualTo(Verdict.INCONCLUSIVE);
    }
    Manifests nobody = Manifests.over("loans.csv", "paid", "yes").id("id");
    nobody.predictions(new PredictionsSpec("paid", null));
    try (Contexts contexts = Contexts.open(nobody.build(), folder, folder.resolve("evidence"))) {
      GateResult result = run(contexts.bar(GATE, "disparate-impact", 0.8, 1.25));
      assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
  }

  @Test
  void anIntersectionWarnsAtMostUnlessTheGateSaysOtherwise() {
    try (Contexts contexts = loans(folder)) {
      contexts.bar(GATE, "disparate-impact", 0.999, 1.001);
      assertThat(check(run(contexts), "disparate-impact", "region & sex", "east & f").verdict())
          .isEqualTo(Verdict.WARN);
      contexts.option(GATE, "intersections", "block");
      assertThat(check(run(contexts), "disparate-impact", "region & sex", "east & f").verdict())
          .isGreaterThan(Verdict.WARN);
      contexts.option(GATE, "intersections", "off");
      assertThat(run(contexts).checks()).noneMatch(c -> "region & sex".equals(c.attribute()));
    }
  }

  @Test
  void everyLookAtTheSameRowsIsCountedOnce() {
    try (Contexts contexts = loans(folder)) {
      assertThat(check(run(contexts), "evaluation-reuse", null, null).value()).isEqualTo(1);
      assertThat(check(run(contexts), "evaluation-reuse", null, null).value()).isEqualTo(1);
      contexts.model(new LinearScorer(0, Map.of("income", 1.0)));
      Check second = check(run(contexts), "evaluation-reuse", null, null);
      assertThat(second.value()).isEqualTo(2);
      assertThat(second.note()).contains("test/1");
    }
  }

  @Test
  void aThresholdMovesDecisionsAndNotScores() {
    try (Contexts contexts = loans(folder)) {
      GateResult half = run(contexts);
      GateResult strict = run(contexts.option(GATE, "threshold", 0.9));
      assertThat(check(strict, "selection-rate", "sex", "f").value())
          .isLessThan(check(half, "selection-rate", "sex", "f").value());
      assertThat(check(strict, "roc-auc", null, null).value())
          .isEqualTo(check(half, "roc-auc", null, null).value());
    }
  }

  @Test
  void aPredictionThatIsNoneIsRefusedWithItsRow() throws IOException {
    Files.writeString(folder.resolve("bad.csv"), "y,d,s\nyes,yes,0.3\nno,maybe,1.3\n");
    for (PredictionsSpec bad :
        List.of(new PredictionsSpec("d", null), new PredictionsSpec("s", 0.5))) {
      Manifests manifest = Manifests.over("bad.csv", "y", "yes").predictions(bad);
      try (Contexts contexts =
          Contexts.open(manifest.build(), folder, folder.resolve("evidence"))) {
        assertThatThrownBy(() -> run(contexts))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("predictions.column " + bad.column() + ": row 1");
      }
    }
  }

  @Test
  void theReportAndThePlotsAreLeftAsEvidence() {
    try (Contexts contexts = loans(folder)) {
      GateResult result = run(contexts);
      assertThat(result.artifacts())
          .extracting(a -> a.name())
          .contains(
              "evaluation.json",
              "evaluation-disparate-impact.svg",
              "evaluation-calibration-sex.svg",
              "evaluation-roc-region.svg",
              "evaluation-precision-recall-sex.svg",
              "evaluation-confusion-region-sex.svg");
      byte[] json = contexts.evidence().get(result.artifacts().getFirst().digest());
      EvaluationReport report = Json.read(json, EvaluationReport.class);
      assertThat(report.checks()).isEqualTo(result.checks());
      assertThat(report.groups()).hasSize(2 + 3 + 6);
      assertThat(report.calibration()).hasSize(10);
      assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"truePositive\"");
    }
  }
}
