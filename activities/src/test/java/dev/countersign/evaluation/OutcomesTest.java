package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.DataException;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.PredictionsSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that are numbers or one of several classes. */
class OutcomesTest {
  private static final String GATE = "evaluation";

  @TempDir Path folder;

  private Contexts open(Manifests manifest) {
    return Contexts.open(manifest.build(), folder, folder.resolve("evidence"));
  }

  private static GateResult run(Contexts contexts) {
    return new EvaluationGate().run(contexts.build());
  }

  private static Check check(GateResult result, String id, String group) {
    return result.checks().stream()
        .filter(c -> c.check().equals(id) && Objects.equals(c.group(), group))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id + " " + group));
  }

  private Manifests amounts() throws IOException {
    Files.writeString(
        folder.resolve("loans.csv"),
        """
        amount,said,sex,x
        1000,1100,m,1
        2000,1900,m,2
        3000,3300,m,3
        4000,3900,m,4
        1000,700,f,1
        2000,1800,f,2
        3000,2500,f,3
        4000,4000,f,4
        """);
    return Manifests.over("loans.csv", "amount", ">=2000", Task.REGRESSION)
        .protect("sex", "sex", "m")
        .predictions(new PredictionsSpec("said", null));
  }

  @Test
  void numbersAreMeasuredAsNumbersAndByTheirFavourableRange() throws IOException {
    try (Contexts contexts = open(amounts())) {
      GateResult result = run(contexts);
      assertThat(result.checks().getFirst().check()).isEqualTo("disparate-impact");
      assertThat(check(result, "disparate-impact", "f").value()).isEqualTo(2.0 / 2);
      assertThat(check(result, "selection-rate", "m").value()).isEqualTo(0.5);
      assertThat(check(result, "mean-prediction-difference", "f").value()).isEqualTo(-300.0);
      assertThat(check(result, "mean-error-difference", "f").value()).isEqualTo(-300.0);
      assertThat(check(result, "mean-absolute-error-difference", "f").value()).isEqualTo(100.0);
      assertThat(check(result, "mean-absolute-error", null).value()).isEqualTo(200.0);
      assertThat(check(result, "mean-error", null).value()).isEqualTo(-100.0);
      assertThat(check(result, "root-mean-squared-error", null).value())
          .isCloseTo(Math.sqrt(500_000 / 8.0), within(1e-9));
      assertThat(check(result, "r-squared", null).value())
          .isCloseTo(1 - 500_000 / 10_000_000.0, within(1e-12));
      assertThat(result.checks().stream().filter(c -> c.group() == null))
          .filteredOn(c -> c.check().contains("error") || c.check().equals("r-squared"))
          .allMatch(c -> c.interval() != null && c.interval().contains(c.value()));
    }
  }

  @Test
  void aSmallGroupsMeanErrorIsTooUncertainToJudge() throws IOException {
    try (Contexts contexts = open(amounts())) {
      Check bias =
          check(
              run(contexts.bar(GATE, "mean-error-difference", -50.0, 50.0)),
              "mean-error-difference",
              "f");
      assertThat(bias.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(bias.note()).contains("A truly equal group of this size");
    }
  }

  @Test
  void aRegressionNeedsNumbers() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "y,p,g\n1,1,a\n2,,a\n3,3,b\n");
    Manifests gap =
        Manifests.over("t.csv", "y", ">=2", Task.REGRESSION)
            .predictions(new PredictionsSpec("p", null));
    try (Contexts contexts = open(gap)) {
      assertThatThrownBy(() -> run(contexts))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("predictions.column p: row 1 of those evaluated holds no number");
    }
    Manifests texts =
        Manifests.over("t.csv", "g", ">=2", Task.REGRESSION)
            .predictions(new PredictionsSpec("p", null));
    assertThatThrownBy(() -> open(texts))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column g holds texts, but its task is regression");
  }

  @Test
  void everyClassCounts() throws IOException {
    StringBuilder csv = new StringBuilder("grade,said,sex,x\n");
    SplittableRandom random = new SplittableRandom(5);
    List<String> grades = List.of("a", "b", "c");
    for (int i = 0; i < 3000; i++) {
      String grade = grades.get(random.nextInt(3));
      boolean woman = random.nextBoolean();
      // Women of class a are called b more often; the favourable class c is even.
      boolean wrong = grade.equals("a") && random.nextDouble() < (woman ? 0.4 : 0.1);
      csv.append(grade).append(',').append(wrong ? "b" : grade).append(',');
      csv.append(woman ? "f" : "m").append(',').append(i).append('\n');
    }
    Files.writeString(folder.resolve("grades.csv"), csv);
    Manifests manifest =
        Manifests.over("grades.csv", "grade", "c", Task.MULTI_CLASS)
            .protect("sex", "sex", "m")
            .predictions(new PredictionsSpec("said", null));
    try (Contexts contexts = open(manifest)) {
      contexts
          .bar(GATE, "equalized-odds-difference", null, 0.1)
          .bar(GATE, "class-recall-difference", null, 0.1)
          .bar(GATE, "class-rate-difference", null, 0.2);
      GateResult result = run(contexts);
      assertThat(check(result, "equalized-odds-difference", "f").verdict()).isEqualTo(Verdict.PASS);
      Check recall = check(result, "class-recall-difference", "f");
      assertThat(recall.value()).isBetween(0.2, 0.4);
      assertThat(recall.interval().contains(0.3)).isTrue();
      assertThat(recall.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(check(result, "class-rate-difference", "f").verdict()).isEqualTo(Verdict.PASS);
      Check accuracy = check(result, "accuracy", null);
      assertThat(accuracy.convention()).isEqualTo("rows whose class is predicted / rows");
      assertThat(accuracy.value()).isBetween(0.88, 0.95);
      Check balanced = check(result, "balanced-accuracy", null);
      assertThat(balanced.interval().contains(1 - 0.25 / 3)).isTrue();
      assertThat(check(result, "f1", null).interval().contains(balanced.value())).isTrue();
    }
  }
}
