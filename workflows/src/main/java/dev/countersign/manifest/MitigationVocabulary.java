package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Check;
import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.Tighter;
import java.util.List;

/** What the mitigation gate measures, and what it may be told. */
final class MitigationVocabulary {
  private MitigationVocabulary() {}

  static GateVocabulary vocabulary() {
    return new GateVocabulary(
        "mitigation",
        "What was done about disparate impact, before and after.",
        List.of(
            GateCatalogue.DISPARATE_IMPACT,
            GateCatalogue.STATISTICAL_PARITY_DIFFERENCE,
            new Check(
                "proxy-auc", "AUC with which a repaired or new feature still tells the group"),
            new Check("accuracy-cost", "accuracy lost by the chosen setting, out of fold"),
            new Check(
                "less-discriminatory-alternatives",
                "settings tried that are fairer than the chosen one and no less accurate")),
        List.of(
            new Option(
                "sampleRows",
                GateCatalogue.whole(100, 1_000_000),
                Tighter.HIGHER,
                "rows that alternatives are tried on, where there are more"),
            GateCatalogue.SEED));
  }
}
