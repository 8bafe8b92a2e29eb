package dev.countersign.approval;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The waivers of a release. They turn a check that fails or is inconclusive into a warning that
 * says so, once every seat that has to has given one; what was measured stays as it was measured.
 *
 * @param required the seats that all have to waive a check, by the policy; empty: nothing can be
 * @param promoters the seats that all have to sign where what remains of a rollout step's bake is
 *     waived
 * @param waivers accepted ones, in the order they came
 */
public record Waivers(List<String> required, List<String> promoters, List<Waiver> waivers) {
  public Waivers {
    promoters = promoters == null ? List.of() : List.copyOf(promoters);
    required = required == null ? List.of() : List.copyOf(required);
    waivers = waivers == null ? List.of() : List.copyOf(waivers);
  }

  /** No waivers yet of a release that these seats all have to waive for. */
  public static Waivers none(List<String> required) {
    return none(required, List.of());
  }

  /** The same, of a release whose promotions these seats have to sign. */
  public static Waivers none(List<String> required, List<String> promoters) {
    return new Waivers(required, promoters, List.of());
  }

  /** Why one more waiver can't count beside these, or nothing if it can. */
  public Optional<Refusal> refuse(Waiver waiver) {
    return given(waiver.said().check())
        .filter(other -> other.said().person().equals(waiver.said().person()))
        .filter(other -> !other.said().seat().equals(waiver.said().seat()))
        .findFirst()
        .map(
            other ->
                new Refusal(
                    RefusalCode.ONE_SEAT_EACH,
                    other.said().person()
                        + " has waived this check for "
                        + other.said().seat()
                        + ", and one person fills one seat",
                    "Let somebody else waive it for " + waiver.said().seat()));
  }

  /** These and one more; the same envelope twice changes nothing. */
  public Waivers with(Waiver waiver) {
    boolean known = waivers.stream().anyMatch(w -> w.envelope().equals(waiver.envelope()));
    return known
        ? this
        : new Waivers(
            required, promoters, Stream.concat(waivers.stream(), Stream.of(waiver)).toList());
  }

  /** The seats that still have to waive a check. */
  public List<String> missing(CheckRef check, Instant now) {
    return (check.isBakeTime() ? promoters : required)
        .stream().filter(seat -> from(seat, check, now).isEmpty()).toList();
  }

  /**
   * The waivers that let a check go on: one from every seat that has to, in force, or none at all.
   * A check that goes on by itself needs none.
   */
  public List<Waiver> of(String gate, Check check, Instant now) {
    CheckRef ref = CheckRef.of(gate, check);
    boolean goesOn = check.verdict() == null || check.verdict().goesOn();
    return goesOn || required.isEmpty() || !missing(ref, now).isEmpty()
        ? List.of()
        : required.stream().flatMap(seat -> from(seat, ref, now).stream()).toList();
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
    List<Waiver> given = of(gate, check, now);
    if (given.isEmpty()) {
      return check;
    }
    String sentences = given.stream().map(Waiver::sentence).collect(Collectors.joining(". "));
    return check
        .withVerdict(Verdict.WARN)
        .withNote(sentences + ". It was measured as " + check.verdict() + ".");
  }

  private Optional<Waiver> from(String seat, CheckRef check, Instant now) {
    return given(check)
        .filter(waiver -> waiver.said().seat().equals(seat) && waiver.inForce(now))
        .findFirst();
  }

  private Stream<Waiver> given(CheckRef check) {
    return waivers.stream().filter(waiver -> waiver.said().check().equals(check));
  }
}
