package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.gate.Weight;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What weights make of every finding, also of those they are not made for.
 *
 * @param rows the training rows
 */
record Reweighed(Dataset data, RowSet rows, Reweighing weights) {
  private static final String OTHER = "other";

  /** One answer a finding, in their order. */
  List<Check> answers(List<Finding> findings) {
    Map<List<ProtectedAttribute>, WeightedRates> rates = new HashMap<>();
    return findings.stream()
        .map(
            finding ->
                answer(
                    finding,
                    rates.computeIfAbsent(
                        finding.attributes(),
                        attributes -> WeightedRates.of(data, rows, attributes, weights))))
        .toList();
  }

  private Check answer(Finding finding, WeightedRates rates) {
    Check audited = finding.audited();
    Double after =
        rates.ratio(String.valueOf(audited.group()), String.valueOf(audited.reference()));
    boolean isCovered = finding.isCoveredBy(weights.attributes());
    String change = "Before weighting: " + finding.before() + ". ";
    boolean within = finding.isWithinBounds(after);
    if (finding.isFailed() && !(isCovered && within)) {
      String why =
          isCovered
              ? "weights can't even a group without one of the labels"
              : "weights don't cover it";
      return finding.answer("weighted labels", after, Verdict.FAIL, change + finding.due(why));
    }
    if (finding.isFailed()) {
      return finding.answer(
          "weighted labels",
          after,
          Verdict.WARN,
          "Mitigated from "
              + finding.before()
              + ": weighted labels are even by construction, so the evidence is the model's"
              + " decisions in the evaluation.");
    }
    return finding.answer(
        "weighted labels",
        after,
        within || audited.bounds() == null ? null : Verdict.WARN,
        change
            + (within ? "Not beyond the bar." : "Weighting for others moves it beyond the bar."));
  }

  /**
   * The weights as evidence carries them: per group one of the favourable label and one of every
   * other; of labels that are numbers one of all others.
   */
  List<Weight> asEvidence(DataSpec.Label label) {
    List<String> others =
        label.taskOrDefault() == Task.REGRESSION ? List.of(OTHER) : data.unfavourableLabels();
    List<Weight> all = new ArrayList<>();
    weights
        .weights()
        .forEach(
            (group, own) -> {
              if (own.favourable() > 0) {
                all.add(new Weight(weights.name(), group, label.favourable(), own.favourable()));
              }
              if (own.unfavourable() > 0) {
                others.forEach(
                    other -> all.add(new Weight(weights.name(), group, other, own.unfavourable())));
              }
            });
    return all;
  }
}
