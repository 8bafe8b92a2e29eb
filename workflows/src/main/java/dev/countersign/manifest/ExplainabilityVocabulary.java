package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Check;
import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.OptionType;
import dev.countersign.manifest.GateVocabulary.Tighter;
import java.util.List;

/** What the explainability gate measures, and what it may be told. */
final class ExplainabilityVocabulary {
  private ExplainabilityVocabulary() {}

  static GateVocabulary vocabulary() {
    return new GateVocabulary(
        "explainability",
        "Attributions that add up, hold still, and don't rest on protected attributes.",
        List.of(
            new Check("additivity-error", "largest |base + contributions − prediction| of a row"),
            new Check(
                "explanation-stability",
                "lowest rank correlation of explanations under resampling, nudging and another"
                    + " background, in [−1, 1]"),
            new Check(
                "protected-attribution-share",
                "share of all attribution on protected attributes and their proxies, in [0, 1]"),
            new Check(
                "attribution-agreement", "rank correlation of importances with the incumbent's"),
            new Check(
                "surrogate-agreement",
                "rank correlation of KernelSHAP's and LIME's importances, of models that can only"
                    + " be asked"),
            new Check("unused-features", "share of features the model never uses, in [0, 1]")),
        List.of(
            new Option(
                "rows",
                GateCatalogue.whole(10, 100_000),
                Tighter.HIGHER,
                "rows that are explained"),
            new Option(
                "background",
                GateCatalogue.whole(10, 10_000),
                Tighter.HIGHER,
                "background rows of interventional and kernel explanations"),
            new Option(
                "method",
                new OptionType.OneOf(List.of("shapley", "integrated-gradients")),
                Tighter.FREE,
                "Shapley values, exact for trees; or integrated gradients, for networks over"
                    + " numbers"),
            GateCatalogue.SEED));
  }
}
