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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of groups where labels are numbers or classes. */
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
