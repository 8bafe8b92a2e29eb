package dev.countersign.release;

import static dev.countersign.release.CheckFixture.gate;
import static dev.countersign.release.CheckFixture.named;
import static dev.countersign.release.CheckFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.RowSet;
import dev.countersign.fixture.Borrowers;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.Problem;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of several classes and of numbers, from the manifest through every gate. */
class TaskReleaseTest {
  private static final String OPTIONS = "gates: {explainability: {rows: 40}}";

  @TempDir Path folder;

  private CheckFixture here() {
    return new CheckFixture(folder);
  }

  @BeforeEach
  void writeRows() {
    Borrowers.write(folder);
  }

  @Test
  void aModelOfClassesTrainedHereIsJudgedByAllGates() {
    LocalCheck.Report report =
        here().report(Borrowers.manifest(Borrowers.GRADE, Borrowers.TRAINING, OPTIONS));
    GateResult evaluation = gate(report, "evaluation");
    assertThat(value(evaluation, "accuracy", null)).isBetween(0.75, 0.95);
    assertThat(value(evaluation, "log-loss", null)).isBetween(0.2, 0.7);
    Check area = named(evaluation, "roc-auc", null);
    assertThat(area.value()).isGreaterThan(0.9);
    assertThat(area.convention()).endsWith("the favourable class against all others");
    assertThat(value(evaluation, "disparate-impact", "f")).isBetween(0.7, 1.4);
    assertThat(value(evaluation, "class-recall-difference", "f")).isBetween(0.0, 0.3);

    GateResult explained = gate(report, "explainability");
    assertThat(value(explained, "additivity-error", null)).isLessThan(1e-9);
    assertThat(named(explained, "additivity-error", null).convention())
        .contains("as probability", "KernelSHAP");
    GateResult attacked = gate(report, "adversarial");
    assertThat(value(attacked, "attack-success-rate", null)).isBetween(0.0, 1.0);
    assertThat(value(attacked, "input-sanity", null)).isEqualTo(1.0);
  }

  @Test
  void aModelOfNumbersTrainedHereIsJudgedByAllGates() {
    LocalCheck.Report report =
        here().report(Borrowers.manifest(Borrowers.LIMIT, Borrowers.TRAINING, OPTIONS));
    GateResult evaluation = gate(report, "evaluation");
    assertThat(value(evaluation, "mean-absolute-error", null)).isBetween(100.0, 300.0);
    assertThat(value(evaluation, "r-squared", null)).isGreaterThan(0.7);
    assertThat(value(evaluation, "accuracy", null)).isGreaterThan(0.8);
    assertThat(named(evaluation, "mean-error-difference", "f").interval()).isNotNull();
    assertThat(value(evaluation, "roc-auc", null)).isGreaterThan(0.9);

    GateResult explained = gate(report, "explainability");
    assertThat(value(explained, "additivity-error", null)).isLessThan(1e-6);
    assertThat(named(explained, "additivity-error", null).convention())
        .contains("as amount", "path-dependent TreeSHAP");
    assertThat(value(gate(report, "adversarial"), "attack-success-rate", null)).isPositive();
  }

  @Test
  void aBroughtModelMeetsWhatItWasTrainedFor() {
    Borrowers.train(Borrowers.GRADE, folder);
    String model = "model: {uri: model.ubj, format: xgboost}";
    LocalCheck.Report report =
        here().report(Borrowers.manifest(Borrowers.GRADE, model), "evaluation");
    assertThat(value(gate(report, "evaluation"), "accuracy", null)).isBetween(0.75, 0.95);

    LocalCheck.Outcome other =
        here().check(Borrowers.manifest(Borrowers.LIMIT, model), "evaluation");
    assertThat(other.problems())
        .extracting(Problem::path, Problem::message)
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.toList().toString())
                    .contains("model.uri", "several outputs", "data.label.task"));
    LocalCheck.Outcome fewer =
        here()
            .check(
                Borrowers.manifest(Borrowers.GRADE.replace("[c, b, a]", "[c, a]"), model),
                "evaluation");
    assertThat(fewer.problems())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("answers 3 numbers a row, but data.label.classes names 2 classes: [c, a]");
  }

  @Test
  void decisionsOfEitherTaskAreExplainedInTheirOwnWords() {
    for (String label : List.of(Borrowers.GRADE, Borrowers.LIMIT)) {
      LocalCheck.Ready ready = here().ready(Borrowers.manifest(label, Borrowers.TRAINING));
      DecisionReport report =
          DecisionReport.of(
              Objects.requireNonNull(ready.document()),
              Objects.requireNonNull(ready.model()),
              here().inputs(),
              "B3");
      if (label.equals(Borrowers.GRADE)) {
        assertThat(report.inWords())
            .containsPattern("Row B3 is decided \\w+: the class is [abc], with probability")
            .contains("add up to", "in probability");
      } else {
        assertThat(report.inWords())
            .containsPattern("the prediction is \\d+[.\\d]*, (within|outside) >=2000")
            .contains("Contributions are in the label's unit");
        assertThat(report.why().explanation().space()).isEqualTo("amount");
      }
    }
  }

  @Test
  void whatCannotBeMitigatedSaysSoBeforeAnythingIsMeasured() {
    LocalCheck.Outcome outcome =
        here()
            .check(
                Borrowers.manifest(
                        Borrowers.LIMIT,
                        Borrowers.TRAINING,
                        "mitigation: {method: disparate-impact-remover, attribute: sex}")
                    .replace("use: training", "use: decision"));
    assertThat(outcome.problems())
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("works on the probability of one favourable class"));
  }

  @Test
  void weightsOfReweighingReachModelsOfNumbers() {
    String mitigation = "mitigation: {method: reweighing, attribute: sex}";
    List<double[]> answers =
        List.of("", mitigation).stream()
            .map(more -> predicted(Borrowers.manifest(Borrowers.LIMIT, Borrowers.TRAINING, more)))
            .toList();
    assertThat(answers.getFirst()).hasSameSizeAs(answers.getLast());
    assertThat(Arrays.equals(answers.getFirst(), answers.getLast())).isFalse();
  }

  private double[] predicted(String manifest) {
    LocalCheck.Ready ready = here().ready(manifest);
    FrozenDocument document = Objects.requireNonNull(ready.document());
    try (var data = here().inputs().data(document);
        Scorer model = here().inputs().scorer(Objects.requireNonNull(ready.model()), data)) {
      Answers answers = model.answers(data.frame(RowSet.EVALUATION, model.features()));
      return answers.explained();
    }
  }
}
