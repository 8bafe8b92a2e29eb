package dev.countersign.evaluation;

import static dev.countersign.evaluation.EvaluationRun.GATE;
import static dev.countersign.evaluation.EvaluationRun.check;
import static dev.countersign.evaluation.EvaluationRun.loans;
import static dev.countersign.evaluation.EvaluationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.PredictionsSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Laws that hold of any evaluation, and figures that are known beforehand. */
class EvaluationLawsTest {
  @TempDir Path folder;

  @Test
  void permutingTheRowsChangesNothing() throws IOException {
    GateResult before;
    try (Contexts contexts = loans(folder)) {
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
}
