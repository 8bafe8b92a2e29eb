package dev.countersign.adversarial;

import dev.countersign.adversarial.BrokenInputs.Probe;
import dev.countersign.adversarial.FeatureSchema.Relation;
import java.util.List;

/**
 * Everything the adversarial gate did, so that it can be done again.
 *
 * @param settings how hard was attacked
 * @param answeredBy who answered the attacks' questions, in words
 * @param features what could change, as the gate understood it
 * @param relations what had to hold between numbers
 * @param outcomes row by row
 * @param broken inputs that made the model break; those answered or refused are only counted
 */
public record AdversarialReport(
    AttackSettings settings,
    String answeredBy,
    List<FeatureFacts> features,
    List<Relation> relations,
    List<AttackOutcome> outcomes,
    List<BrokenInput> broken) {

  public AdversarialReport {
    features = List.copyOf(features);
    relations = List.copyOf(relations);
    outcomes = List.copyOf(outcomes);
    broken = List.copyOf(broken);
  }

  /** One feature in words, for example {@code income: 0.4 to 12.1, any direction}. */
  public record FeatureFacts(String name, String allowed, boolean immutable, double cost) {}

  /** An input the model broke on. */
  public record BrokenInput(String input, String detail) {}

  static AdversarialReport of(
      AttackSettings settings,
      String answeredBy,
      FeatureSchema schema,
      List<AttackOutcome> outcomes,
      List<Probe> probes) {
    return new AdversarialReport(
        settings,
        answeredBy,
        schema.features().stream()
            .map(f -> new FeatureFacts(f.name(), allowed(f), f.immutable(), f.cost()))
            .toList(),
        schema.relations(),
        outcomes,
        probes.stream()
            .filter(p -> p.answer() == BrokenInputs.Answer.BROKE)
            .map(p -> new BrokenInput(p.input(), p.detail()))
            .toList());
  }

  private static String allowed(Feature feature) {
    return switch (feature) {
      case Feature.Numeric n ->
          (n.integer() ? "whole, " : "")
              + n.min()
              + " to "
              + n.max()
              + ", one standard deviation is "
              + n.scale()
              + ", direction "
              + n.direction();
      case Feature.Categorical c -> "one of " + c.values();
      case Feature.OneHot h -> (h.noneAllowed() ? "at most" : "exactly") + " one of " + h.columns();
    };
  }
}
