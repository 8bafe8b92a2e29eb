package dev.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MitigationRuleTest {
  @Test
  void aMitigatedFailureBecomesAWarningThatSaysSo() {
    GateResult audit = result("data-audit", check("disparate-impact", "age", "<=25", Verdict.FAIL));
    GateResult answer =
        result("mitigation", check("disparate-impact", "age", "<=25", Verdict.WARN));
    GateResult effective = MitigationRule.effectiveAudit(audit, answer);
    assertThat(effective.verdict()).isEqualTo(Verdict.WARN);
    assertThat(effective.checks().getFirst().note()).contains("Mitigated");
  }

  @Test
  void everyOtherFailureStays() {
    GateResult audit =
        result(
            "data-audit",
            check("disparate-impact", "age", "<=25", Verdict.FAIL),
            check("disparate-impact", "age", "26..40", Verdict.FAIL),
            check("disparate-impact", "sex", "female", Verdict.INCONCLUSIVE),
            check("proxy-auc", "age", "<=25", Verdict.FAIL));
    GateResult answer =
        result(
            "mitigation",
            check("disparate-impact", "age", "<=25", Verdict.WARN),
            check("disparate-impact", "sex", "female", Verdict.WARN),
            check("proxy-auc", "age", "<=25", Verdict.WARN));
    assertThat(MitigationRule.effectiveAudit(audit, answer).checks())
        .extracting(Check::verdict)
        .containsExactly(Verdict.WARN, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.FAIL);
  }

  @Test
  void anIntersectionIsDueWhereAllItsAttributesAreMitigated() {
    Check failed = check("disparate-impact", "race & sex", "b & f", Verdict.FAIL);
    List<String> known = List.of("sex", "race", "age");
    assertThat(isDue(failed, MitigationSpec.of(Method.REWEIGHING, "sex", "race"), known)).isTrue();
    assertThat(isDue(failed, MitigationSpec.upstream("weighted"), known)).isTrue();
    assertThat(isDue(failed, MitigationSpec.of(Method.REWEIGHING, "race"), known)).isFalse();
    assertThat(isDue(failed, MitigationSpec.of(Method.REWEIGHING, "race", "age"), known)).isFalse();
    assertThat(isDue(failed, MitigationSpec.of(Method.NONE), known)).isFalse();
  }

  private static boolean isDue(Check failed, MitigationSpec spec, List<String> known) {
    return MitigationRule.isDue(failed, spec.answersFor(known));
  }

  @Test
  void onlyAWarningAnswers() {
    GateResult audit = result("data-audit", check("disparate-impact", "age", "<=25", Verdict.FAIL));
    for (Verdict verdict : List.of(Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.FAIL)) {
      GateResult answer = result("mitigation", check("disparate-impact", "age", "<=25", verdict));
      assertThat(MitigationRule.effectiveAudit(audit, answer).verdict()).isEqualTo(Verdict.FAIL);
    }
    GateResult silent = result("mitigation", check("disparate-impact", "age", "<=25", null));
    assertThat(MitigationRule.effectiveAudit(audit, silent).verdict()).isEqualTo(Verdict.FAIL);
  }

  private static GateResult result(String gate, Check... checks) {
    return GateResult.of(gate, List.of(checks), List.of());
  }

  private static Check check(String id, String attribute, String group, @Nullable Verdict verdict) {
    return new Check(
        id, attribute, group, "ref", null, 0.7, null, null, verdict, 10L, null, null, null);
  }
}
