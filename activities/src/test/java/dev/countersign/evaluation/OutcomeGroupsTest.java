package dev.countersign.evaluation;

import static dev.countersign.evaluation.EvaluationRun.GATE;
import static dev.countersign.evaluation.EvaluationRun.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of groups where labels are numbers or classes, and what is left of it. */
class OutcomeGroupsTest {
  @TempDir Path folder;

  private Contexts open(Manifests manifest) {
    return Contexts.open(manifest.build(), folder, folder.resolve("evidence"));
  }

  private Manifests over(String csv, String favourable, Task task) throws IOException {
    Files.writeString(folder.resolve("rows.csv"), csv);
    return Manifests.over("rows.csv", "label", favourable, task)
        .predictions(new PredictionsSpec("said", null));
  }

  private Manifests amounts() throws IOException {
    return over(
            """
            label,said,sex,age
            1000,1100,m,30
            2000,1900,m,40
            3000,3300,m,50
            4000,3900,m,60
            1000,700,f,30
            2000,1800,f,40
            3000,2500,f,50
            4000,4000,f,60
            """,
            ">=2000",
            Task.REGRESSION)
        .protect("sex", "sex", "m");
  }

  private Manifests classes() throws IOException {
    return over(
            """
            label,said,sex,x
            a,a,m,1
            b,b,m,2
            c,b,m,3
            c,c,m,4
            a,b,f,5
            b,b,f,6
            b,c,f,7
            c,c,f,8
            """,
            "a",
            Task.MULTI_CLASS)
        .protect("sex", "sex", "m");
  }

  private static EvaluationReport report(Contexts contexts, GateResult result) {
    assertThat(result.artifacts().getFirst().name()).isEqualTo("evaluation.json");
    byte[] json = contexts.evidence().get(result.artifacts().getFirst().digest());
    return Json.read(json, EvaluationReport.class);
  }

  private static GroupFigures figures(EvaluationReport report, String group) {
    return report.groups().stream().filter(g -> group.equals(g.group())).findFirst().orElseThrow();
  }

  /** Every metric that has a check, over all rows and in every group, is what the check says. */
  private EvaluationReport agreeing(Manifests manifest, String... metrics) {
    try (Contexts contexts = open(manifest)) {
      contexts.option(GATE, "performanceByGroup", "warn");
      for (String metric : metrics) {
        contexts.bar(GATE, metric, -1.0, 1.0);
      }
      GateResult result = new EvaluationGate().run(contexts.build());
      EvaluationReport report = report(contexts, result);
      for (GroupFigures rows :
          List.of(report.overall(), figures(report, "m"), figures(report, "f"))) {
        assertThat(rows.performance()).containsOnlyKeys(metrics);
        rows.performance()
            .forEach(
                (metric, estimate) -> {
                  Check check = check(result, metric, rows.attribute(), rows.group());
                  assertThat(estimate.value()).as(metric).isEqualTo(check.value());
                  assertThat(estimate.interval()).as(metric).isEqualTo(check.interval());
                  assertThat(estimate.missing() == null).isEqualTo(check.value() != null);
                });
      }
      return report;
    }
  }

  @Test
  void whatIsLeftOfNumbersIsWhatTheirChecksSay() throws IOException {
    EvaluationReport report =
        agreeing(
            amounts(),
            "mean-absolute-error",
            "root-mean-squared-error",
            "r-squared",
            "mean-error",
            "roc-auc",
            "accuracy",
            "balanced-accuracy",
            "precision",
            "f1",
            "brier-score",
            "calibration-error",
            "log-loss");
    GroupFigures women = figures(report, "f");
    assertThat(women.performance().get("mean-absolute-error").value()).isEqualTo(250.0);
    assertThat(women.performance().get("roc-auc").value()).isEqualTo(1.0);
    assertThat(women.performance().get("log-loss").missing())
        .isEqualTo("There are decisions, but no scores.");
    assertThat(women.amounts().meanPrediction().value()).isEqualTo(2250.0);
    assertThat(women.amounts().meanPrediction().interval().contains(2250)).isTrue();
    assertThat(women.amounts().meanLabel()).isCloseTo(2500, within(1e-9));
    assertThat(report.overall().amounts().meanPrediction().value()).isEqualTo(2400.0);
    assertThat(women.classes()).isNull();
  }

  @Test
  void whatIsLeftOfClassesIsWhatTheirChecksSay() throws IOException {
    EvaluationReport report =
        agreeing(
            classes(),
            "accuracy",
            "balanced-accuracy",
            "f1",
            "roc-auc",
            "brier-score",
            "calibration-error");
    GroupFigures women = figures(report, "f");
    assertThat(women.performance().get("accuracy").value()).isEqualTo(0.5);
    assertThat(women.classes().names()).containsExactly("a", "b", "c");
    assertThat(women.classes().confusion())
        .containsExactly(List.of(0L, 1L, 0L), List.of(0L, 1L, 1L), List.of(0L, 0L, 1L));
    assertThat(women.confusion().accuracy().rate()).isEqualTo(0.75);
    assertThat(women.amounts()).isNull();
  }

  @Test
  void nothingPassesWhereNobodyIsInAnotherGroup() throws IOException {
    Manifests men =
        over("label,said,sex,x\n1,1,m,1\n2,3,m,2\n", ">=2", Task.REGRESSION)
            .protect("sex", "sex", "m");
    String metric = "mean-absolute-error-difference";
    try (Contexts contexts = open(men).bar(GATE, metric, -100.0, 100.0)) {
      Check alone = check(new EvaluationGate().run(contexts.build()), metric, "sex", "any other");
      assertThat(alone.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(alone.reference()).isEqualTo("m");
      assertThat(alone.of()).isEqualTo("predictions");
      assertThat(alone.note()).contains("there is nothing to compare");
    }
    Manifests one =
        over("label,said,sex,x\na,a,m,1\nb,c,m,2\nc,c,m,3\n", "a", Task.MULTI_CLASS)
            .protect("sex", "sex", "m");
    try (Contexts contexts = open(one).bar(GATE, "class-recall-difference", null, 0.9)) {
      GateResult result = new EvaluationGate().run(contexts.build());
      assertThat(check(result, "class-recall-difference", "sex", "any other").verdict())
          .isEqualTo(Verdict.INCONCLUSIVE);
    }
  }

  @Test
  void aClassOfFewRowsLeavesTheMeanF1Uncertain() throws IOException {
    Manifests few = over("label,said,x\na,a,1\nb,b,2\nc,c,3\nc,c,4\n", "a", Task.MULTI_CLASS);
    try (Contexts contexts = open(few).bar(GATE, "f1", 0.5, null)) {
      Check f1 = check(new EvaluationGate().run(contexts.build()), "f1", null, null);
      assertThat(f1.value()).isEqualTo(1.0);
      assertThat(f1.interval()).isNull();
      assertThat(f1.note()).isEqualTo("A class has too few rows for an interval.");
    }
  }

  /** One in three of the young is 25; whose age is not known is in no group. */
  @ParameterizedTest
  @ValueSource(longs = {100_000, 60})
  void theOtherSideOfABoundaryAndRowsInNoGroupAreTold(long rowsInMemory) throws IOException {
    String each =
        """
        1000,1100,30,1
        2000,2000,40,2
        1000,1500,25,3
        2000,2300,20,4
        2000,2300,20,5
        2000,2300,,6
        """;
    Manifests ages =
        over("label,said,age,x\n" + each.repeat(20), ">=2000", Task.REGRESSION)
            .protectBanded("age", "age", ">25", Use.AUDIT, "<=25", ">25");
    String metric = "mean-absolute-error-difference";
    try (Contexts contexts = open(ages).bar(GATE, metric, -200.0, 200.0)) {
      Check young =
          check(new EvaluationGate(rowsInMemory).run(contexts.build()), metric, "age", "<=25");
      assertThat(young.value()).isCloseTo(1100 / 3.0 - 50, within(1e-9));
      assertThat(young.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(young.note())
          .startsWith(
              "20 rows are in no group and are left out. With the boundary drawn at >=25: 100.0000,"
                  + " which is within the bounds: this convention would turn the verdict.");
    }
  }
}
