package dev.countersign.activity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a gate tells the workflow: its verdict, the checks that decided it, and where the whole
 * result is. Small whatever the number of checks.
 *
 * @param gate the gate's id
 * @param verdict its verdict, before waivers
 * @param open every check that is not a pass, worst first; at most {@link #MAX_OPEN}
 * @param counts how many checks had each verdict
 * @param result the whole {@link GateResult} as JSON
 * @param artifacts plots, reports and models it left
 */
public record GateReport(
    String gate,
    Verdict verdict,
    List<Check> open,
    Map<Verdict, Integer> counts,
    EvidenceRef result,
    List<EvidenceRef> artifacts) {

  /** The most checks a report names; the whole result names all. */
  public static final int MAX_OPEN = 60;

  public GateReport {
    open = open == null ? List.of() : List.copyOf(open);
    counts = counts == null ? Map.of() : Map.copyOf(counts);
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
  }

  /** Reports a result kept at {@code ref}. */
  public static GateReport of(GateResult result, EvidenceRef ref) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Check check : result.checks()) {
      if (check.verdict() != null) {
        counts.merge(check.verdict(), 1, Integer::sum);
      }
    }
    List<Check> open =
        result.checks().stream()
            .filter(check -> check.verdict() != null && check.verdict() != Verdict.PASS)
            .sorted(Comparator.comparing(GateReport::verdictOf).reversed())
            .limit(MAX_OPEN)
            .toList();
    return new GateReport(result.gate(), result.verdict(), open, counts, ref, result.artifacts());
  }

  /** Whether more checks stand against the release than {@link #open} names. */
  @JsonIgnore
  public boolean isCut() {
    long named = open.stream().filter(check -> !verdictOf(check).goesOn()).count();
    return counts.getOrDefault(Verdict.FAIL, 0) + counts.getOrDefault(Verdict.INCONCLUSIVE, 0)
        > named;
  }

  private static Verdict verdictOf(Check check) {
    return check.verdict() == null ? Verdict.PASS : check.verdict();
  }
}
