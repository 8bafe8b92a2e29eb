package dev.countersign.gate;

import java.util.List;

/**
 * What a data audit comes to once something was done about what it found. A failed disparate impact
 * that the mitigation gate answers for the same attribute and group becomes a warning that says so:
 * never a pass, because evened labels are even by construction and the evidence is the model's
 * decisions. Every other failure stays.
 */
public final class MitigationRule {
  private static final String DISPARATE_IMPACT = "disparate-impact";

  private MitigationRule() {}

  /**
   * The audit as it counts for the release.
   *
   * @param audit result of the data audit
   * @param mitigation result of the mitigation gate; its warnings on disparate impact say what it
   *     answers for
   */
  public static GateResult effectiveAudit(GateResult audit, GateResult mitigation) {
    List<Check> checks =
        audit.checks().stream()
            .map(check -> isAnswered(check, mitigation) ? mitigated(check) : check)
            .toList();
    return new GateResult(
        audit.gate(), GateResult.verdictOf(checks), checks, audit.weights(), audit.artifacts());
  }

  private static boolean isAnswered(Check check, GateResult mitigation) {
    return check.check().equals(DISPARATE_IMPACT)
        && check.verdict() == Verdict.FAIL
        && mitigation.checks().stream()
            .anyMatch(answer -> answers(answer, check) && answer.verdict() == Verdict.WARN);
  }

  private static boolean answers(Check answer, Check check) {
    return answer.check().equals(DISPARATE_IMPACT)
        && answer.attribute() != null
        && answer.attribute().equals(check.attribute())
        && answer.group() != null
        && answer.group().equals(check.group());
  }

  private static Check mitigated(Check check) {
    return check
        .withVerdict(Verdict.WARN)
        .withNote("Mitigated: the model's decisions are judged in the evaluation.");
  }
}
