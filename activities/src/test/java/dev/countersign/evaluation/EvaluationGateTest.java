package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.DataException;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Options.OptionException;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the evaluation gate says about models and predictions whose truth is known. */
class EvaluationGateTest {
  @TempDir Path folder;

  private static final String GATE = "evaluation";

  private Contexts loans() {
    Loans.write(folder, 2000, 1);
    return Contexts.open(Loans.manifest().build(), folder, folder.resolve("evidence"))
        .model(Loans.TRUTH);
  }

  private static GateResult run(Contexts contexts) {
    return new EvaluationGate().run(contexts.build());
  }

  private static Check check(GateResult result, String id, String attribute, String group) {
    return result.checks().stream()
        .filter(c -> c.check().equals(id))
        .filter(c -> Objects.equals(c.attribute(), attribute))
        .filter(c -> Objects.equals(c.group(), group))
        .reduce(
            (a, b) -> {
              throw new AssertionError("two results: " + a + b);
            })
        .orElseThrow(() -> new AssertionError("no " + id + " " + attribute + " " + group));
  }

  @Test
  void fairnessComesFirstAndEveryCheckSaysHowItWasMeasured() {
    try (Contexts contexts = loans()) {
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
    try (Contexts contexts = loans()) {
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
  void permutingTheRowsChangesNothing() throws IOException {
    GateResult before;
    try (Contexts contexts = loans()) {
      before = run(contexts);
    }
    List<String> lines = Files.readAllLines(folder.resolve("loans.csv"));
    List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(rows, new Random(3));
    rows.addFirst(lines.getFirst());
    Files.write(folder.resolve("loans.csv"), rows);
    try (Contexts contexts =
        Contexts.open(Loans.manifest().build(), folder, folder.resolve("evidence"))) {
      GateResult after = run(contexts.model(Loans.TRUTH));
      assertThat(after.checks()).hasSameSizeAs(before.checks());
      for (int i = 0; i < after.checks().size(); i++) {
        Check one = before.checks().get(i);
        Check other = after.checks().get(i);
        if (!one.check().equals("latency-p95-ms")) {
          assertThat(other.value()).as(one.check()).isCloseTo(one.value(), within(1e-12));
        }
      }
    }
  }

  @Test
  void groupsThatAreCopiesOfEachOtherAreExactlyEven() throws IOException {
    Files.writeString(
        folder.resolve("twins.csv"),
        "y,d,g,x\n"
            + "1,1,a,1\n1,0,a,2\n0,1,a,3\n0,0,a,4\n1,1,a,5\n".repeat(30)
            + "1,1,b,1\n1,0,b,2\n0,1,b,3\n0,0,b,4\n1,1,b,5\n".repeat(30));
    Manifests manifest =
        Manifests.over("twins.csv", "y", "1")
            .protect("g", "g", "a")
            .predictions(new PredictionsSpec("d", null));
    try (Contexts contexts = Contexts.open(manifest.build(), folder, folder.resolve("evidence"))) {
      GateResult result = run(contexts.bar(GATE, "disparate-impact", 0.8, 1.25));
      assertThat(check(result, "disparate-impact", "g", "b").value()).isEqualTo(1.0);
      for (String id :
          List.of(
              "statistical-parity-difference",
              "equal-opportunity-difference",
              "average-odds-difference",
              "equalized-odds-difference")) {
        assertThat(check(result, id, "g", "b").value()).isZero();
      }
      assertThat(check(result, "accuracy", null, null).value()).isEqualTo(0.6);
      assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void labelsTakenAsDecisionsGiveTheKnownBaseRates() {
    var german = SharedFiles.find("data/german_credit.csv");
    if (german.isPresent()) {
      Manifests manifest =
          Manifests.over("german_credit.csv", "credit_risk", "good")
              .protect("sex", "sex", "male")
              .protectBanded("age", "age", ">25", Use.AUDIT, "<=25", ">25")
              .predictions(new PredictionsSpec("credit_risk", null));
      try (Contexts contexts =
          Contexts.open(manifest.build(), german.get().getParent(), folder.resolve("a"))) {
        GateResult result = run(contexts.bar(GATE, "disparate-impact", 0.8, 1.25));
        Check sex = check(result, "disparate-impact", "sex", "female");
        assertThat(sex.value()).isCloseTo(0.896567, within(1e-6));
        Check age = check(result, "disparate-impact", "age", "<=25");
        assertThat(age.value()).isCloseTo(0.794826, within(1e-6));
        assertThat(age.n()).isEqualTo(190);
        assertThat(age.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check(result, "statistical-parity-difference", "age", "<=25").value())
            .isCloseTo(-0.149448, within(1e-6));
      }
    }
    var adult = SharedFiles.find("data/adult.csv");
    if (adult.isPresent()) {
      Manifests manifest =
          Manifests.over("adult.csv", "income", ">50K")
              .protect("sex", "sex", "Male")
              .protect("race", "race", "White")
              .predictions(new PredictionsSpec("income", null));
      try (Contexts contexts =
          Contexts.open(manifest.build(), adult.get().getParent(), folder.resolve("a"))) {
        GateResult result = run(contexts.bar(GATE, "disparate-impact", 0.8, 1.25));
        assertThat(check(result, "disparate-impact", "sex", "Female").value())
            .isCloseTo(0.359655, within(1e-6));
        assertThat(check(result, "statistical-parity-difference", "sex", "Female").value())
            .isCloseTo(-0.194516, within(1e-6));
        assertThat(check(result, "disparate-impact", "race", "Black").note())
            .contains("Against the most favoured group, Asian-Pac-Islander");
      }
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
    try (Contexts contexts = loans()) {
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
  void aReleaseMayNotBeWorseThanWhatServesByMoreThanItsBar() {
    LinearScorer coin = new LinearScorer(0.3, Map.of("income", -0.01));
    CheckBar bar = new CheckBar(0.5, null, 0.02, Severity.BLOCK, DecideOn.ESTIMATE, "test");
    CheckBar fair = new CheckBar(null, null, 0.05, Severity.BLOCK, DecideOn.ESTIMATE, "test");
    try (Contexts contexts = loans()) {
      contexts.bar(GATE, "roc-auc", bar).bar(GATE, "disparate-impact", fair);
      GateResult first = run(contexts);
      assertThat(first.checks()).noneMatch(c -> c.check().endsWith("-drop"));

      GateResult same = run(contexts.incumbent(Loans.TRUTH));
      Check none = check(same, "roc-auc-drop", null, "all");
      assertThat(none.value()).isZero();
      assertThat(none.verdict()).isEqualTo(Verdict.PASS);
      assertThat(check(same, "disparate-impact-drop", "sex", "f").value()).isZero();

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
  void everyLookAtTheSameRowsIsCountedOnce() {
    try (Contexts contexts = loans()) {
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
    try (Contexts contexts = loans()) {
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
    try (Contexts contexts = loans()) {
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

  @Test
  void aNamedSliceIsJudgedByItself() {
    try (Contexts contexts = loans()) {
      contexts
          .bar(GATE, "accuracy", 0.3, null)
          .option(
              GATE,
              "slices",
              Map.of(
                  "new car buyers",
                  Map.of("purpose", "car", "years", Map.of("max", 2)),
                  "certain",
                  Map.of("income", Map.of("min", 5)),
                  "nobody",
                  Map.of("region", List.of("west"))));
      GateResult result = run(contexts);
      Check slice = check(result, "accuracy", "slice", "new car buyers");
      assertThat(slice.n()).isBetween(50L, 120L);
      assertThat(slice.verdict()).isEqualTo(Verdict.PASS);
      assertThat(check(result, "accuracy", "slice", "certain").value()).isGreaterThan(0.9);
      assertThat(check(result, "accuracy", "slice", "nobody").verdict())
          .isEqualTo(Verdict.INCONCLUSIVE);
    }
  }

  @Test
  void aCaseMustBeDecidedAsExpected() {
    try (Contexts contexts = loans()) {
      String id = contexts.build().data().ids(contexts.build().data().judgedRows()).getFirst();
      contexts.option(
          GATE,
          "cases",
          Map.of(
              "rich", Map.of("like", id, "with", Map.of("income", 9), "expect", "favourable"),
              "poor",
                  Map.of(
                      "with",
                      Map.of("income", 0.1, "years", 0, "purpose", "home"),
                      "expect",
                      "favourable")));
      GateResult result = run(contexts);
      assertThat(check(result, "case-outcome", "rich", null).verdict()).isEqualTo(Verdict.PASS);
      Check poor = check(result, "case-outcome", "poor", null);
      assertThat(poor.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(poor.note()).contains("Expected favourable; the score is 0.10");
      assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    }
  }

  @Test
  void aSliceOrCaseThatCannotBeReadIsRefusedWithItsPlace() {
    try (Contexts contexts = loans()) {
      contexts.option(GATE, "slices", Map.of("s", Map.of("income", Map.of("above", 2))));
      assertThatThrownBy(() -> run(contexts))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("gates.evaluation.slices.s.income: unknown [above]");
      contexts.option(GATE, "slices", Map.of());
      contexts.option(GATE, "cases", Map.of("c", Map.of("like", "L-1", "expect", "favourable")));
      assertThatThrownBy(() -> run(contexts))
          .hasMessageContaining("gates.evaluation.cases.c.like: must be the id of one evaluation");
      contexts.option(
          GATE, "cases", Map.of("c", Map.of("with", Map.of("income", 1), "expect", "favourable")));
      assertThatThrownBy(() -> run(contexts)).hasMessageContaining("years is missing");
    }
  }
}
