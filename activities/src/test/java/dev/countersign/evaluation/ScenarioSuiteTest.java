package dev.countersign.evaluation;

import static dev.countersign.evaluation.EvaluationRun.GATE;
import static dev.countersign.evaluation.EvaluationRun.check;
import static dev.countersign.evaluation.EvaluationRun.loans;
import static dev.countersign.evaluation.EvaluationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.RowSet;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Loans;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Options.OptionException;
import dev.countersign.manifest.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named slices, and people written down with the decision they must get. */
class ScenarioSuiteTest {
  @TempDir Path folder;

  @Test
  void aNamedSliceIsJudgedByItself() {
    try (Contexts contexts = loans(folder)) {
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
    try (Contexts contexts = loans(folder)) {
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
    try (Contexts contexts = loans(folder)) {
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

  @Test
  void aSliceIsOfOneValueSeveralOrARange() {
    try (Contexts contexts = loans(folder)) {
      contexts
          .bar(GATE, "accuracy", 0.3, null)
          .option(
              GATE,
              "slices",
              Map.of(
                  "new", Map.of("years", 2),
                  "quite new", Map.of("years", List.of("2.0", 3)),
                  "from two to three", Map.of("years", Map.of("min", 2, "max", 3)),
                  "neither", Map.of("years", List.of())));
      GateResult result = run(contexts);
      double[] years = years(contexts);
      assertThat(slice(result, "new").n())
          .isEqualTo(Arrays.stream(years).filter(y -> y == 2).count());
      assertThat(slice(result, "quite new").n())
          .isEqualTo(slice(result, "from two to three").n())
          .isEqualTo(Arrays.stream(years).filter(y -> y == 2 || y == 3).count());
      assertThat(slice(result, "neither").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
  }

  private static double[] years(Contexts contexts) {
    return contexts.build().data().frame(RowSet.EVALUATION, List.of("years")).numbers("years");
  }

  private static Check slice(GateResult result, String name) {
    return check(result, "accuracy", "slice", name);
  }

  @Test
  void whatCannotBeASliceIsRefusedWithItsPlace() {
    try (Contexts contexts = loans(folder)) {
      assertThat(refused(contexts, Map.of()))
          .contains("slices.s: must be a map of columns to values or ranges");
      assertThat(refused(contexts, Map.of("years", Map.of())))
          .contains("slices.s.years.min: must be a number, or max given, not nothing");
      assertThat(refused(contexts, Map.of("years", "two")))
          .contains("slices.s.years: must be a number, several, or {min, max}, not two");
      assertThat(refused(contexts, Map.of("purpose", Map.of("min", 1))))
          .contains("slices.s.purpose: must be a text or a list of texts");
      assertThat(refused(contexts, Map.of("weeks", 1)))
          .contains("the gate names column weeks, which the data doesn't have; it has id, income");
    }
  }

  private static String refused(Contexts contexts, Map<String, ?> slice) {
    contexts.option(GATE, "slices", Map.of("s", slice));
    return assertThatThrownBy(() -> run(contexts)).actual().getMessage();
  }

  @Test
  void aCaseHasOneTextInAColumnOfTexts() {
    try (Contexts contexts = loans(folder)) {
      for (List<String> texts : List.of(List.<String>of(), List.of("car", "home"))) {
        Map<String, Object> with = Map.of("income", 1, "years", 2, "purpose", texts);
        contexts.option(GATE, "cases", Map.of("c", Map.of("with", with, "expect", "favourable")));
        assertThatThrownBy(() -> run(contexts))
            .isInstanceOf(OptionException.class)
            .hasMessageContaining("cases.c.with.purpose: must be one text, not " + texts);
      }
    }
  }

  @Test
  void aRowThatOnlyCalibratesIsNoCase() {
    Loans.write(folder, 2000, 1);
    Split split = new Split.Hashed(0.4, 0.2, 1, null);
    try (Contexts contexts =
        Contexts.open(Loans.manifest().split(split).build(), folder, folder.resolve("evidence"))
            .model(Loans.TRUTH)) {
      String id = contexts.build().data().ids(RowSet.CALIBRATION).getFirst();
      contexts.option(GATE, "cases", Map.of("c", Map.of("like", id, "expect", "favourable")));
      assertThatThrownBy(() -> run(contexts))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining(
              "gates.evaluation.cases.c.like: must be the id of one evaluation row, not [" + id);
    }
  }
}
