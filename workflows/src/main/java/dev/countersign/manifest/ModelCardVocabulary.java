package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Check;
import java.util.List;

/** What the model card measures, and what it may be told. */
final class ModelCardVocabulary {
  private ModelCardVocabulary() {}

  static GateVocabulary vocabulary() {
    return new GateVocabulary(
        "model-card",
        "A card made from evidence, with no section left empty.",
        List.of(
            new Check("completeness", "share of the sections that are filled, in [0, 1]"),
            new Check("section", "1 when evidence or the manifest fills the section, else 0")),
        List.of());
  }
}
