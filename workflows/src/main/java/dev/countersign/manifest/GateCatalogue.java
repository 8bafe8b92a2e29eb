package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Check;
import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.OptionType;
import dev.countersign.manifest.GateVocabulary.Tighter;
import dev.countersign.manifest.binding.Shape.Limits;
import java.util.List;

/**
 * Every gate with its checks and options, in the order of a release: one {@code …Vocabulary} a
 * gate, to which a gate that measures something new adds its line. What several gates share stands
 * here.
 */
final class GateCatalogue {
  static final Check DISPARATE_IMPACT =
      new Check("disparate-impact", "P(favourable | group) / P(favourable | reference)");
  static final Check STATISTICAL_PARITY_DIFFERENCE =
      new Check(
          "statistical-parity-difference",
          "P(favourable | group) − P(favourable | reference), in [−1, 1]");
  static final Check LATENCY_P95_MS =
      new Check("latency-p95-ms", "95th percentile of the time one answer takes, milliseconds");
  static final Option INTERSECTIONS =
      new Option(
          "intersections",
          new OptionType.OneOf(List.of("off", "warn", "block")),
          Tighter.LATER,
          "how far a failed check of an intersection's group reaches");
  static final Option SEED =
      new Option("seed", whole(0, Long.MAX_VALUE), Tighter.FREE, "seed of everything random");

  static final List<GateVocabulary> GATES =
      List.of(
          DataAuditVocabulary.vocabulary(),
          MitigationVocabulary.vocabulary(),
          EvaluationVocabulary.vocabulary(),
          ExplainabilityVocabulary.vocabulary(),
          AdversarialVocabulary.vocabulary(),
          ModelCardVocabulary.vocabulary(),
          ServingCheckVocabulary.vocabulary(),
          RolloutVocabulary.vocabulary());

  private GateCatalogue() {}

  static OptionType whole(double min, double max) {
    return new OptionType.Whole(new Limits(min, max, false, false));
  }

  static OptionType real(double min, double max) {
    return new OptionType.Real(new Limits(min, max, false, false));
  }
}
