package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.Dataset;
import dev.countersign.data.LabelColumn;
import dev.countersign.data.RowSet;
import dev.countersign.fixture.Borrowers;
import dev.countersign.fixture.Contexts;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.Answers;
import dev.countersign.model.Models;
import dev.countersign.model.Outputs;
import dev.countersign.model.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of several classes and of numbers against a weaker one that serves now, and back. */
class OutcomeDropsTest {
  private static final String GATE = "evaluation";
  private static final int MANY = 25;
  private static final int FEW = 2;

  @TempDir Path folder;

  @BeforeEach
  void writeRows() {
    Borrowers.write(folder);
  }

  @Test
  void theLossOfNumbersIsThatOfAbsoluteErrorsOfTheSameRows() {
    try (Contexts contexts = open(Borrowers.LIMIT)) {
      Dataset data = contexts.build().data();
      try (Scorer good = model(data, MANY);
          Scorer poor = model(data, FEW)) {
        double better = absoluteError(data, good);
        double worse = absoluteError(data, poor);
        assertThat(better).isLessThan(worse - 50);

        contexts
            .bar(GATE, "mean-absolute-error", atMostWorseBy(5))
            .bar(GATE, "r-squared", atMostWorseBy(0.1))
            .bar(GATE, "mean-error-difference", atMostWorseBy(150))
            .bar(GATE, "selection-rate", atMostWorseBy(0.1));
        GateResult gained = new EvaluationGate().run(contexts.model(good).incumbent(poor).build());
        Check gain = named(gained, "mean-absolute-error-drop");
        assertThat(gain.value()).isCloseTo(better - worse, within(1e-9));
        assertThat(gain.verdict()).isEqualTo(Verdict.PASS);
        assertThat(gain.note()).contains("Non-inferior by the margin 5");

        GateResult lost = new EvaluationGate().run(contexts.model(poor).incumbent(good).build());
        assertThat(named(lost, "mean-absolute-error-drop").verdict()).isEqualTo(Verdict.FAIL);
        for (String id : List.of("r-squared", "root-mean-squared-error", "mean-error", "roc-auc")) {
          assertThat(named(lost, id + "-drop").interval()).as(id).isNotNull();
          assertThat(named(lost, id + "-drop").value())
              .isCloseTo(-named(gained, id + "-drop").value(), within(1e-9));
        }
        assertThat(named(lost, "r-squared-drop").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(ofWomen(gained, "mean-error-difference-drop").verdict()).isEqualTo(Verdict.PASS);
        Check unmeasured = named(lost, "selection-rate-drop");
        assertThat(unmeasured.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(unmeasured.note()).contains("is not measured: leave maxDrop out");
      }
    }
  }

  @Test
  void theLossOfClassesIsThatOfRowsWhoseClassIsRight() {
    try (Contexts contexts = open(Borrowers.GRADE)) {
      Dataset data = contexts.build().data();
      try (Scorer good = model(data, MANY);
          Scorer poor = model(data, FEW)) {
        contexts
            .bar(GATE, "accuracy", atMostWorseBy(0.02))
            .bar(GATE, "class-rate-difference", atMostWorseBy(0.2))
            .bar(GATE, "class-recall-difference", atMostWorseBy(0.2));
        GateResult lost = new EvaluationGate().run(contexts.model(poor).incumbent(good).build());
        Check loss = named(lost, "accuracy-drop");
        assertThat(loss.value()).isCloseTo(right(data, good) - right(data, poor), within(1e-12));
        assertThat(loss.interval()).isNotNull();
        assertThat(loss.note()).contains("McNemar's mid-p", "Not shown to be non-inferior");
        assertThat(loss.verdict()).isIn(Verdict.FAIL, Verdict.INCONCLUSIVE);
        assertThat(named(lost, "roc-auc-drop").interval()).isNotNull();
        for (String id : List.of("balanced-accuracy", "f1", "log-loss")) {
          Check other = named(lost, id + "-drop");
          assertThat(other.value()).as(id).isPositive();
          assertThat(other.interval().contains(other.value())).as(id).isTrue();
        }
        assertThat(ofWomen(lost, "class-rate-difference-drop").verdict()).isEqualTo(Verdict.PASS);
        assertThat(ofWomen(lost, "class-recall-difference-drop").interval()).isNotNull();
      }
    }
  }

  @Test
  void anAttributeOfWhichOnlyTheReferenceHasRowsIsNotPassedOver() throws IOException {
    Path file = folder.resolve("borrowers.csv");
    Files.writeString(file, Files.readString(file).replace(",f,", ",m,"));
    for (String label : List.of(Borrowers.LIMIT, Borrowers.GRADE)) {
      try (Contexts contexts = open(label);
          Scorer poor = model(contexts.build().data(), FEW)) {
        List<String> ids =
            label.equals(Borrowers.LIMIT)
                ? List.of("mean-error-difference", "disparate-impact")
                : List.of("class-rate-difference", "class-recall-difference");
        ids.forEach(id -> contexts.bar(GATE, id, atMostWorseBy(0.2)));
        GateResult result = new EvaluationGate().run(contexts.model(poor).incumbent(poor).build());
        assertThat(result.checks())
            .filteredOn(c -> c.check().endsWith("-drop") && "sex".equals(c.attribute()))
            .hasSameSizeAs(ids)
            .allMatch(c -> c.verdict() == Verdict.INCONCLUSIVE)
            .allMatch(c -> c.note().contains("No row is in any group but the reference"));
      }
    }
  }

  private Contexts open(String label) {
    return Contexts.open(Borrowers.read(label), folder, folder.resolve("evidence"));
  }

  private Scorer model(Dataset data, int rounds) {
    String label = data.label().column().equals("grade") ? Borrowers.GRADE : Borrowers.LIMIT;
    Path file = Borrowers.train(label, folder.resolve(rounds + ".ubj"), rounds);
    return Models.open(
        file, Format.XGBOOST, data.features(), List.of(), Outputs.of(data.label(), 1));
  }

  private static CheckBar atMostWorseBy(double maxDrop) {
    return new CheckBar(null, null, maxDrop, Severity.BLOCK, DecideOn.ESTIMATE, "test");
  }

  private static double absoluteError(Dataset data, Scorer model) {
    double[] limits = LabelColumn.of(data, RowSet.EVALUATION).numbers();
    double[] said = model.answers(data.frame(RowSet.EVALUATION, model.features())).explained();
    double sum = 0;
    for (int row = 0; row < said.length; row++) {
      sum += Math.abs(said[row] - limits[row]);
    }
    return sum / said.length;
  }

  private static double right(Dataset data, Scorer model) {
    LabelColumn labels = LabelColumn.of(data, RowSet.EVALUATION);
    int[] grades = labels.indices(labels.classes());
    Answers answers = model.answers(data.frame(RowSet.EVALUATION, model.features()));
    double right = 0;
    for (int row = 0; row < grades.length; row++) {
      right += ((Answers.Classes) answers).predicted(row) == grades[row] ? 1 : 0;
    }
    return right / grades.length;
  }

  private static Check named(GateResult result, String id) {
    return result.checks().stream()
        .filter(c -> c.check().equals(id) && Objects.equals(c.group(), all(id)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id));
  }

  private static Check ofWomen(GateResult result, String id) {
    return result.checks().stream()
        .filter(c -> c.check().equals(id) && Objects.equals(c.group(), "f"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id));
  }

  private static @Nullable String all(String id) {
    return id.endsWith("-drop") ? "all" : null;
  }
}
