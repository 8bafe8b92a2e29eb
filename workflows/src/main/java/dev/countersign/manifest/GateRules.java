package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.List;

/** Gates, checks and options that exist; live checks belong to the steps of a rollout. */
final class GateRules implements Rule {
  private static final List<String> LIVE_GATES =
      List.of(GateVocabulary.SERVING_CHECK, GateVocabulary.ROLLOUT);
  static final List<GateVocabulary> GATES =
      GateVocabulary.all().stream().filter(words -> !LIVE_GATES.contains(words.gate())).toList();
  static final GateVocabulary LIVE = GateVocabulary.of(GateVocabulary.ROLLOUT).orElseThrow();

  @Override
  public void check(Draft manifest, Problems problems) {
    manifest.at("gates").entries().forEach((id, gate) -> GateLint.check(id, gate, GATES, problems));
    for (Draft step : manifest.at("rollout", "steps").items()) {
      step.at("analysis", "checks")
          .entries()
          .forEach((id, bar) -> GateLint.check(id, bar, LIVE, problems));
    }
  }
}
