package dev.countersign.policy;

import dev.countersign.manifest.Problem;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.List;

/** Finds what is wrong with a policy before a release does. */
public final class PolicyLint {
  private static final List<String> RATIOS = List.of("disparate-impact");

  private PolicyLint() {}

  /**
   * Checks a policy's text: its form, words no gate knows, bars looser than the floor of its tier
   * (of every tier, when it names none), and ratios bounded on one side only.
   */
  public static List<Problem> lint(String text) {
    PolicyReading reading = PolicyReader.read(text);
    Problems problems = new Problems();
    problems.addAll(reading.problems());
    reading
        .draft()
        .at("gates")
        .entries()
        .values()
        .forEach(gate -> RATIOS.forEach(ratio -> checkRatio(gate.at("checks", ratio), problems)));
    PolicyPack pack = reading.pack();
    if (pack != null) {
      for (PolicyReading floor : Policies.floors()) {
        PolicyPack base = floor.pack();
        if (base != null && (pack.tier() == null || pack.tier() == base.tier())) {
          problems.addAll(PolicyMerge.looser(floor, reading));
        }
      }
    }
    return problems.list();
  }

  private static void checkRatio(Draft bar, Problems problems) {
    boolean min = bar.at("min").isWritten();
    boolean max = bar.at("max").isWritten();
    if (min != max) {
      problems.add(
          bar,
          "bounds a ratio on one side only, and lets discrimination the other way pass",
          min ? "Add max, for example 1 / min" : "Add min, for example 1 / max");
    }
  }
}
