package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Check;
import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.OptionType;
import dev.countersign.manifest.GateVocabulary.Tighter;
import java.util.List;

/** What the adversarial gate measures, and what it may be told. */
final class AdversarialVocabulary {
  private AdversarialVocabulary() {}

  static GateVocabulary vocabulary() {
    return new GateVocabulary(
        "adversarial",
        "What an attacker gains who may only ask, and only move within the feature schema.",
        List.of(
            new Check("attack-success-rate", "share of attacked rows whose decision was turned"),
            new Check(
                "empirical-robustness",
                "mean distance that turns a decision, over all attacked rows, in standard"
                    + " deviations"),
            new Check(
                "attack-success-difference",
                "attack success rate of the group minus that of the reference, in [−1, 1]"),
            new Check("robust-accuracy", "accuracy that is left within epsilon"),
            new Check(
                "certified-accuracy",
                "accuracy that no change within epsilon can take, by proof; tree ensembles only"),
            new Check("noise-robustness", "share of decisions that hold under random noise"),
            new Check(
                "corruption-robustness",
                "share of decisions that hold, or are refused, when a value is lost or mixed up"),
            new Check(
                "input-sanity", "share of broken inputs answered sanely or refused, in [0, 1]")),
        List.of(
            new Option(
                "rows", GateCatalogue.whole(1, 100_000), Tighter.HIGHER, "rows that are attacked"),
            new Option(
                "queryBudget",
                GateCatalogue.whole(10, 1_000_000),
                Tighter.HIGHER,
                "questions a row may cost, all attacks together"),
            new Option(
                "epsilon",
                GateCatalogue.real(0.01, 10),
                Tighter.HIGHER,
                "how far a changed row may lie, in standard deviations; a changed category is 1"),
            new Option(
                "norm",
                new OptionType.OneOf(List.of("l2", "linf")),
                Tighter.LATER,
                "how that distance adds up: l2 over all features, linf the largest of them"),
            new Option(
                "attacks",
                new OptionType.Texts(),
                Tighter.FREE,
                "which attacks share the budget, in order: random, greedy, hop-skip-jump, boundary,"
                    + " square, zoo"),
            new Option(
                "reach",
                GateCatalogue.real(0.01, 1000),
                Tighter.FREE,
                "what a row that was never turned counts for in empirical-robustness"),
            new Option(
                "schema",
                new OptionType.Mapping(),
                Tighter.FREE,
                "features: by name {min, max, integer, values, direction, immutable, cost};"
                    + " relations: [a <= b]; only ever tighter than the training rows"),
            GateCatalogue.SEED));
  }
}
