package dev.countersign.approval;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The waivers of a release. They turn a check that fails or is inconclusive into a warning that
 * says so; what was measured stays as it was measured.
 *
 * @param waivers accepted ones, in the order they came
 */
public record Waivers(List<Waiver> waivers) {
  public Waivers {
    waivers = waivers == null ? List.of() : List.copyOf(waivers);
  }

  /** No waivers. */
  public static Waivers none() {
    return new Waivers(List.of());
  }

  /** These and one more. */
  public Waivers with(Waiver waiver) {
    return new Waivers(Stream.concat(waivers.stream(), Stream.of(waiver)).toList());
  }

  /** The waiver that lets a check go on, if it needs one and has one in force. */
  public Optional<Waiver> of(String gate, Check check, Instant now) {
    if (check.verdict() == null || check.verdict().goesOn()) {
      return Optional.empty();
    }
    return waivers.stream()
        .filter(waiver -> waiver.said().check().names(gate, check) && waiver.inForce(now))
        .findFirst();
  }

  /**
   * The gate's result as it counts at {@code now}. A verdict worse than any of the checks' stays: a
   * waiver is of a check, never of a gate.
   */
  public GateResult apply(GateResult result, Instant now) {
    List<Check> checks = result.checks().stream().map(c -> apply(result.gate(), c, now)).toList();
    boolean ofItsChecks = result.verdict() == GateResult.verdictOf(result.checks());
    return new GateResult(
        result.gate(),
        ofItsChecks ? GateResult.verdictOf(checks) : result.verdict(),
        checks,
        result.weights(),
        result.artifacts());
  }

  /** The check as it counts at {@code now}. */
  public Check apply(String gate, Check check, Instant now) {
    return of(gate, check, now)
        .map(
            waiver ->
                check
                    .withVerdict(Verdict.WARN)
                    .withNote(waiver.sentence() + " It was measured as " + check.verdict() + "."))
        .orElse(check);
  }
}
