package dev.countersign.rollout;

import dev.countersign.gate.Check;
import java.util.List;

/**
 * How a step stands.
 *
 * @param decision what to do
 * @param checks what it was judged by, with value and bound
 */
public record StepJudgement(StepDecision decision, List<Check> checks) {
  public StepJudgement {
    checks = checks == null ? List.of() : List.copyOf(checks);
  }
}
