package dev.countersign.evaluation;

import static dev.countersign.evaluation.EvaluationRun.GATE;
import static dev.countersign.evaluation.EvaluationRun.check;
import static dev.countersign.evaluation.EvaluationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.decision.Decisions;
import dev.countersign.decision.GroupThresholds;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Options.OptionException;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.Split;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where thresholds are by group, people written down are decided at their own group's. */
class CasesByGroupTest {
  @TempDir Path folder;

  private Contexts open(Manifests manifest, String... attributes) {
    Loans.write(folder, 2000, 1);
    manifest.split(new Split.Hashed(0.4, 0.3, 1, null));
    if (attributes.length > 0) {
      manifest.mitigate(MitigationSpec.of(Method.THRESHOLD_OPTIMISATION, attributes));
    }
    return Contexts.open(manifest.build(), folder, folder.resolve("evidence")).model(Loans.TRUTH);
  }

  private static Check outcome(GateResult result, String name) {
    return check(result, "case-outcome", name, null);
  }

  private static String expectation(boolean favourable) {
    return favourable ? "favourable" : "unfavourable";
  }

  private static String decidedAt(double threshold) {
    return String.format(Locale.ROOT, "Decided at or above %.4f, the threshold of ", threshold);
  }

  @Test
  void aCaseLikeARowIsDecidedAsTheRow() {
    try (Contexts contexts = open(Loans.manifest(), "sex", "region")) {
      Dataset data = contexts.build().data();
      Decisions rule = Decisions.of(contexts.build());
      double[] own = rule.thresholds(RowSet.EVALUATION);
      double[] scores =
          Loans.TRUTH.favourable(data.frame(RowSet.EVALUATION, Loans.TRUTH.features()));
      List<String> ids = data.ids(RowSet.EVALUATION);
      Map<String, Object> cases = new HashMap<>();
      int between = 0;
      for (int row = 0; row < scores.length && cases.size() < 12; row++) {
        boolean apart = (scores[row] >= own[row]) != (scores[row] >= rule.threshold());
        if (apart || row < 5) {
          between += apart ? 1 : 0;
          String expected = expectation(scores[row] >= own[row]);
          cases.put(ids.get(row), Map.of("like", ids.get(row), "expect", expected));
        }
      }
      assertThat(between).isGreaterThan(3);
      GateResult result = run(contexts.option(GATE, "cases", cases));
      for (String id : cases.keySet()) {
        assertThat(outcome(result, id).verdict()).as(id).isEqualTo(Verdict.PASS);
        assertThat(outcome(result, id).note()).contains(decidedAt(own[ids.indexOf(id)]));
      }
    }
  }

  @Test
  void aProtectedColumnNamedInACaseSaysWhichThresholdItHas() {
    try (Contexts contexts = open(Loans.manifest(), "sex")) {
      GroupThresholds thresholds = Objects.requireNonNull(Decisions.of(contexts.build()).byGroup());
      Dataset data = contexts.build().data();
      int row = data.groups(RowSet.EVALUATION, thresholds.attributes().getFirst()).indexOf("m");
      String like = data.ids(RowSet.EVALUATION).get(row);
      contexts.option(
          GATE,
          "cases",
          Map.of(
              "he", Map.of("like", like, "expect", "favourable"),
              "she", Map.of("like", like, "with", Map.of("sex", "f"), "expect", "favourable"),
              "x", Map.of("like", like, "with", Map.of("sex", "x"), "expect", "favourable"),
              "nobody's row",
                  Map.of(
                      "with",
                      Map.of("income", 9, "years", 9, "purpose", "car", "sex", "f"),
                      "expect",
                      "favourable")));
      GateResult result = run(contexts);
      String f = decidedAt(thresholds.of("f")) + "f.";
      assertThat(outcome(result, "he").note()).contains(decidedAt(thresholds.of("m")) + "m.");
      assertThat(outcome(result, "she").note()).contains(f);
      assertThat(outcome(result, "x").note())
          .contains("Decided at or above 0.5, the threshold of rows in no group that has its own.");
      assertThat(outcome(result, "nobody's row").note()).contains(f);
      assertThat(outcome(result, "nobody's row").verdict()).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void aCaseWhoseGroupIsNotSaidIsNotDecided() {
    Manifests manifest =
        Loans.manifest().protectBanded("years", "years", ">5", Use.FEATURE, "<=5", ">5");
    try (Contexts contexts = open(manifest, "sex", "years")) {
      Map<String, Object> with = Map.of("income", 9, "years", 3, "purpose", "car");
      Map<String, Object> she = new HashMap<>(with);
      she.put("sex", "f");
      contexts.option(
          GATE,
          "cases",
          Map.of(
              "someone", Map.of("with", with, "expect", "favourable"),
              "she", Map.of("with", she, "expect", "favourable")));
      GateResult result = run(contexts);
      Check someone = outcome(result, "someone");
      assertThat(someone.value()).isNull();
      assertThat(someone.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(someone.note()).contains("sex & years: name sex under with");
      assertThat(outcome(result, "she").note()).contains("the threshold of f & <=5.");
    }
  }

  @Test
  void aProtectedColumnSaysNothingWhereAllHaveOneThreshold() {
    try (Contexts contexts = open(Loans.manifest())) {
      Map<String, Object> with = Map.of("income", 9, "years", 9, "purpose", "car", "sex", "f");
      contexts.option(GATE, "cases", Map.of("c", Map.of("with", with, "expect", "favourable")));
      assertThatThrownBy(() -> run(contexts))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("cases.c.with: unknown [sex]");
    }
  }
}
