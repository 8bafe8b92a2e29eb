package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Check;
import java.util.List;

/** What the serving check measures, and what it may be told. */
final class ServingCheckVocabulary {
  private ServingCheckVocabulary() {}

  static GateVocabulary vocabulary() {
    return new GateVocabulary(
        GateVocabulary.SERVING_CHECK,
        "The endpoint serves the model that was evaluated.",
        List.of(
            new Check(
                "serving-parity",
                "largest difference between a served answer to a golden row and the evaluated"
                    + " one")),
        List.of());
  }
}
