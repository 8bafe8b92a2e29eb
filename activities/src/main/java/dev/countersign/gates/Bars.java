package dev.countersign.gates;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Severity;
import dev.countersign.policy.EffectivePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The bars one gate is held to.
 *
 * @param gate its id
 */
public record Bars(EffectivePolicy policy, String gate) {

  /** The bar of a check, or null when none is set. */
  public @Nullable CheckBar of(String check) {
    return policy.bar(gate, check);
  }

  /** Every bar by check id, in alphabetical order. */
  public SortedMap<String, CheckBar> all() {
    return new TreeMap<>(policy.checks().getOrDefault(gate, Map.of()));
  }

  /** The same bar capped at a warning; null stays null. */
  public static @Nullable CheckBar warning(@Nullable CheckBar bar) {
    return bar == null
        ? null
        : new CheckBar(
            bar.min(), bar.max(), bar.maxDrop(), Severity.WARN, bar.decideOn(), bar.basis());
  }

  /**
   * The checks, and after them an absent one for every bar with bounds that none of them answers: a
   * bar that nothing was measured for is inconclusive, never passed.
   */
  public List<Check> allAnswered(List<Check> checks) {
    Set<String> answered = checks.stream().map(Check::check).collect(Collectors.toSet());
    List<Check> answers = new ArrayList<>(checks);
    all()
        .forEach(
            (check, bar) -> {
              if (bar.bounds() != null && !answered.contains(check)) {
                answers.add(
                    Figure.of(check)
                        .note("A bar is set, but nothing here could be measured for it.")
                        .judgedBy(bar));
              }
            });
    return answers;
  }
}
