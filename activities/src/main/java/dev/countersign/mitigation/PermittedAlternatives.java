package dev.countersign.mitigation;

import dev.countersign.boosting.BoostingException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Sample;
import dev.countersign.decision.Decisions;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Options;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.mitigation.AlternativeSearch.Setting;
import dev.countersign.predictability.Predictability;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which alternatives a release could have chosen before training, as far as its manifest and policy
 * let it use the attributes.
 */
record PermittedAlternatives(
    GateContext context, MitigationSpec spec, List<ProtectedAttribute> attributes) {
  private static final TrainingSpec.XgBoost STAND_IN =
      new TrainingSpec.XgBoost(60, 4, 0.1, null, null, null, null, 1L);
  private static final int MOST_ROUNDS = 150;

  /** Tries them out; empty where the rows are too few, or can't be learnt from by trees here. */
  Optional<Alternatives> search() {
    Options options = Options.of(context.policy(), MitigationGate.ID);
    int atMost = options.integer("sampleRows", 3_000, 100, 1_000_000);
    long seed = options.integer("seed", 1, 0, Integer.MAX_VALUE);
    Dataset data = context.data();
    List<String> features = data.features();
    Sample sample =
        data.sample(
            data.auditRows(),
            Stream.concat(features.stream(), replaced().stream()).distinct().toList(),
            attributes,
            atMost,
            seed);
    if (!Predictability.isPossible(sample.favourable())) {
      return Optional.empty();
    }
    AlternativeSearch search =
        new AlternativeSearch(
            sample, attributes, training(), Decisions.threshold(context.policy()), seed);
    List<Setting> settings = settings(features);
    try {
      return Optional.of(
          Alternatives.of(
              attributes.stream()
                  .map(ProtectedAttribute::attribute)
                  .collect(Collectors.joining(" & ")),
              learner(),
              sample.rows(),
              sample.of(),
              search.threshold(),
              search.run(settings, context.progress()),
              chosen(features).name()));
    } catch (BoostingException e) {
      return Optional.empty();
    }
  }

  private List<String> replaced() {
    return spec.replace() == null ? List.of() : List.copyOf(spec.replace().keySet());
  }

  private List<Setting> settings(List<String> features) {
    List<Setting> settings = new ArrayList<>();
    settings.add(AlternativeSearch.nothing(original(features)));
    settings.addAll(AlternativeSearch.reweighings(features));
    if (attributes.stream().allMatch(this::mayDecide)) {
      settings.addAll(AlternativeSearch.repairs(features));
    }
    Setting chosen = chosen(features);
    if (settings.stream().noneMatch(setting -> setting.name().equals(chosen.name()))) {
      settings.add(chosen);
    }
    return settings;
  }

  private boolean mayDecide(ProtectedAttribute attribute) {
    return attribute.useOrDefault() == Use.DECISION
        && context.policy().allows(attribute.attribute(), Use.DECISION);
  }

  private Setting chosen(List<String> features) {
    return switch (spec.method()) {
      case REWEIGHING -> AlternativeSearch.reweighing(features, 1);
      case DISPARATE_IMPACT_REMOVER ->
          AlternativeSearch.repair(features, Objects.requireNonNullElse(spec.repairLevel(), 1.0));
      case FEATURE_REPLACEMENT -> AlternativeSearch.replacement(features);
      case NONE, UPSTREAM, THRESHOLD_OPTIMISATION, REJECT_OPTION ->
          AlternativeSearch.nothing(original(features));
    };
  }

  /** The features as they were before any gave way. */
  private List<String> original(List<String> features) {
    if (spec.replace() == null) {
      return features;
    }
    List<String> original = new ArrayList<>(features);
    original.removeAll(spec.replace().values());
    spec.replace().keySet().stream().sorted().forEach(original::add);
    return original;
  }

  private TrainingSpec.XgBoost training() {
    TrainingSpec spec = context.manifest().training();
    TrainingSpec.XgBoost own = spec == null ? null : spec.xgboost();
    return own == null
        ? STAND_IN
        : new TrainingSpec.XgBoost(
            Math.min(own.rounds(), MOST_ROUNDS),
            own.maxDepth(),
            own.learningRate(),
            own.subsample(),
            own.colsampleByTree(),
            own.minChildWeight(),
            own.lambda(),
            own.seed());
  }

  private String learner() {
    TrainingSpec.XgBoost trained = training();
    boolean own = context.manifest().training() != null && !trained.equals(STAND_IN);
    return (own ? "the release's own training" : "boosted trees that stand in for the release's")
        + ", "
        + trained.rounds()
        + " rounds, on three folds of the training rows";
  }
}
