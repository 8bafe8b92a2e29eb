package dev.countersign.evaluation;

import static dev.countersign.evaluation.EvaluationRun.GATE;
import static dev.countersign.evaluation.EvaluationRun.check;
import static dev.countersign.evaluation.EvaluationRun.loans;
import static dev.countersign.evaluation.EvaluationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release against what serves now. */
class IncumbentChecksTest {
  @TempDir Path folder;

  @Test
  void aReleaseMayNotBeWorseThanWhatServesByMoreThanItsBar() {
    LinearScorer coin = new LinearScorer(0.3, Map.of("income", -0.01));
    CheckBar bar = new CheckBar(0.5, null, 0.02, Severity.BLOCK, DecideOn.ESTIMATE, "test");
    CheckBar fair = new CheckBar(null, null, 0.05, Severity.BLOCK, DecideOn.ESTIMATE, "test");
    try (Contexts contexts = loans(folder)) {
      contexts.bar(GATE, "roc-auc", bar).bar(GATE, "disparate-impact", fair);
      GateResult first = run(contexts);
      assertThat(first.checks()).noneMatch(c -> c.check().endsWith("-drop"));

      GateResult same = run(contexts.incumbent(Loans.TRUTH));
      Check none = check(same, "roc-auc-drop", null, "all");
      assertThat(none.value()).isZero();
      assertThat(none.verdict()).isEqualTo(Verdict.PASS);
      Check even = check(same, "disparate-impact-drop", "sex", "f");
      assertThat(even.value()).isZero();
      assertThat(even.verdict()).isEqualTo(Verdict.PASS);
      assertThat(even.note()).contains("Non-inferior by the margin 0.05");

      GateResult worse = run(contexts.model(coin));
      Check drop = check(worse, "roc-auc-drop", null, "all");
      assertThat(drop.reference()).isEqualTo("incumbent");
      assertThat(drop.value()).isGreaterThan(0.2);
      assertThat(drop.interval().contains(drop.value())).isTrue();
      assertThat(drop.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(check(worse, "log-loss-drop", null, "all").value()).isPositive();

      GateResult better = run(contexts.model(Loans.TRUTH).incumbent(coin));
      assertThat(check(better, "roc-auc-drop", null, "all").value()).isNegative();
      assertThat(check(better, "roc-auc-drop", null, "all").verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void scoresThatAreHardlyOffAreShownToLoseLittleCalibration() {
    CheckBar bar = new CheckBar(null, null, 0.03, Severity.BLOCK, DecideOn.ESTIMATE, "test");
    LinearScorer near = new LinearScorer(-2.1, Loans.TRUTH.weights());
    LinearScorer far = new LinearScorer(0, Loans.TRUTH.weights());
    try (Contexts contexts = loans(folder)) {
      contexts.bar(GATE, "calibration-error", bar);
      Check same = drop(run(contexts.incumbent(Loans.TRUTH)));
      assertThat(same.value()).isZero();
      assertThat(same.interval().high()).isZero();
      assertThat(same.verdict()).isEqualTo(Verdict.PASS);

      Check little = drop(run(contexts.model(near)));
      assertThat(little.interval().high()).isBetween(0.0, 0.03);
      assertThat(little.verdict()).isEqualTo(Verdict.PASS);
      assertThat(little.note()).contains("Non-inferior by the margin 0.03");

      Check much = drop(run(contexts.model(far)));
      assertThat(much.interval().low()).isGreaterThan(0.03);
      assertThat(much.verdict()).isEqualTo(Verdict.FAIL);

      Check gained = drop(run(contexts.model(Loans.TRUTH).incumbent(far)));
      assertThat(gained.interval().high()).isNegative();
      assertThat(gained.verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void whatServesNowIsDecidedAtTheCommonThresholdWhateverTheReleaseDecidesByGroup() {
    CheckBar bar = new CheckBar(null, null, 0.5, Severity.BLOCK, DecideOn.ESTIMATE, "test");
    Manifests release = Loans.manifest().split(new Split.Hashed(0.4, 0.3, 1, null));
    LinearScorer serving = new LinearScorer(-2.6, Map.of("income", 0.8, "years", 0.2));
    Loans.write(folder, 2000, 1);
    double served;
    try (Contexts contexts = open(release)) {
      served = check(run(contexts.model(serving)), "disparate-impact", "sex", "f").value();
    }
    try (Contexts contexts =
        open(release.mitigate(MitigationSpec.of(Method.THRESHOLD_OPTIMISATION, "sex")))) {
      contexts.incumbent(serving).bar(GATE, "disparate-impact", bar).bar(GATE, "brier-score", bar);
      GateResult result = run(contexts);
      double now = check(result, "disparate-impact", "sex", "f").value();
      Check drop = check(result, "disparate-impact-drop", "sex", "f");
      assertThat(drop.value()).isCloseTo(departure(now) - departure(served), within(1e-9));
      assertThat(drop.note()).contains("What serves now is decided at or above 0.5.");
      assertThat(check(result, "accuracy-drop", null, "all").note())
          .contains("What serves now is decided at or above 0.5.");
      assertThat(check(result, "brier-score-drop", null, "all").note())
          .doesNotContain("What serves now is decided");
      contexts.incumbent(Loans.TRUTH);
      GateResult counted = new EvaluationGate(400).run(contexts.build());
      Check itself = check(counted, "disparate-impact-drop", "sex", "f");
      assertThat(itself.value()).isNotZero();
      assertThat(itself.note()).contains("What serves now is decided at or above 0.5.");
    }
  }

  private Contexts open(Manifests manifest) {
    return Contexts.open(manifest.build(), folder, folder.resolve("evidence")).model(Loans.TRUTH);
  }

  private static double departure(double ratio) {
    return 1 - Math.min(ratio, 1 / ratio);
  }

  @Test
  void anAttributeOfWhichOnlyTheReferenceHasRowsIsNotPassedOver() throws IOException {
    CheckBar bar = new CheckBar(null, null, 0.2, Severity.BLOCK, DecideOn.ESTIMATE, "test");
    Path file = Loans.write(folder, 2000, 1);
    Files.writeString(file, Files.readString(file).replaceAll(",(south|east),", ",north,"));
    try (Contexts contexts = open(Loans.manifest())) {
      contexts.incumbent(Loans.TRUTH).bar(GATE, "disparate-impact", bar);
      GateResult result = run(contexts);
      Check nobody = check(result, "disparate-impact-drop", "region", "any other");
      assertThat(nobody.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(nobody.note()).contains("No row is in any group but the reference");
      assertThat(check(result, "disparate-impact-drop", "sex", "f").verdict())
          .isEqualTo(Verdict.PASS);
    }
  }

  private static Check drop(GateResult result) {
    return check(result, "calibration-error-drop", null, "all");
  }
}
