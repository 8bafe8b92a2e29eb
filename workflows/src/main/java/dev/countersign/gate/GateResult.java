package dev.countersign.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * What one gate found. The verdict is its worst check's; a gate whose checks carry no verdict at
 * all is inconclusive.
 *
 * @param gate the gate's id, for example {@code data-audit}
 * @param verdict the worst of the checks'
 * @param checks in the order a person should read them
 * @param weights of the mitigation gate, else empty
 * @param artifacts what it left in the evidence store
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GateResult(
    String gate,
    Verdict verdict,
    List<Check> checks,
    List<Weight> weights,
    List<EvidenceRef> artifacts) {

  public GateResult {
    checks = checks == null ? List.of() : List.copyOf(checks);
    weights = weights == null ? List.of() : List.copyOf(weights);
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
  }

  /** A result whose verdict is the worst of its checks'. */
  public static GateResult of(String gate, List<Check> checks, List<EvidenceRef> artifacts) {
    return new GateResult(gate, verdictOf(checks), checks, List.of(), artifacts);
  }

  /** The worst verdict among {@code checks}; inconclusive when none has one. */
  public static Verdict verdictOf(List<Check> checks) {
    return Verdict.worstOf(checks.stream().map(Check::verdict).filter(Objects::nonNull).toList());
  }
}
