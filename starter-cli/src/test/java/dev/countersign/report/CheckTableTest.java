package dev.countersign.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckTableTest {
  private static Check check(String id, double value, @Nullable Verdict verdict, String note) {
    return new Check(
        id, null, null, null, null, value, null, null, verdict, 300L, null, note, null);
  }

  @Test
  void howOftenRowsWereLookedAtIsToldEvenWhereNoBarAsksForIt() {
    Check accuracy = check("accuracy", 0.75, Verdict.PASS, "of decisions");
    Check figure = check("log-loss", 0.5, null, "of scores");
    Check reuse = check("evaluation-reuse", 2, null, "Also judged: credit-risk/1.");
    GateResult result = GateResult.of("evaluation", List.of(accuracy, figure, reuse), List.of());

    assertThat(CheckTable.told(result)).containsExactly(accuracy, reuse);
    assertThat(CheckTable.of(CheckTable.told(result), Ink.PLAIN))
        .containsExactly(
            "PASS    accuracy            0.75",
            "figure  evaluation-reuse       2",
            "        Also judged: credit-risk/1.");
  }
}
