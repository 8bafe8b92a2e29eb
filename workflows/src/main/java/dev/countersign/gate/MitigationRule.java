package dev.countersign.gate;

import java.util.Collection;
import java.util.List;

/**
 * Which of a data audit's failures a mitigation is there to answer, and what the audit comes to
 * once it did. A failed disparate impact that the mitigation gate answers for the same attribute
 * and group becomes a warning that says so: never a pass, because evened labels are even by
 * construction and the evidence is the model's decisions. Every other failure stays.
 */
public final class MitigationRule {
  private static final String DISPARATE_IMPACT = "disparate-impact";

  private MitigationRule() {}

  /**
   * Whether a check of the audit is a failure that the mitigation stage has to answer.
   *
   * @param attributes the attributes the manifest names a mitigation for
   */
  public static boolean isDue(Check check, Collection<String> attributes) {
    return check.check().equals(DISPARATE_IMPACT)
        && check.verdict() == Verdict.FAIL
        && check.attribute() != null
        && attributes.contains(check.attribute());
  }

  /**
   * Failures of the audit that the mitigation gate has nothing to say to, and so left standing.
   *
   * @param due what {@link #isDue} found in the audit
   * @param answers checks of the mitigation gate
   */
  public static List<Check> unanswered(List<Check> due, List<Check> answers) {
    return due.stream().filter(check -> !isAnswered(check, answers)).toList();
  }

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
            .map(check -> isAnswered(check, mitigation.checks()) ? mitigated(check) : check)
            .toList();
    return new GateResult(
        audit.gate(), GateResult.verdictOf(checks), checks, audit.weights(), audit.artifacts());
  }

  private static boolean isAnswered(Check check, List<Check> given) {
    return check.check().equals(DISPARATE_IMPACT)
        && check.verdict() == Verdict.FAIL
        && given.stream()
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
