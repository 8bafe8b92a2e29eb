package dev.countersign.mitigation;

import dev.countersign.boosting.BoostingException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Sample;
import dev.countersign.decision.Decisions;
import dev.countersign.gates.Figure;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Options;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.mitigation.AlternativeSearch.Setting;
import dev.countersign.predictability.Predictability;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  /** What trying alternatives led to. */
  sealed interface Search {
    /** They were tried. */
    record Done(Alternatives found) implements Search {}

    /**
     * They could not be.
     *
     * @param why in words
     */
    record LeftOut(String attribute, long rows, String why) implements Search {
      /** Says so, where what was tried would stand. */
      List<Figure> figures() {
        return Stream.of(Alternatives.ACCURACY_COST, Alternatives.LESS_DISCRIMINATORY)
            .map(
                check ->
                    Figure.of(check)
                        .on(attribute)
                        .rows(rows)
                        .note("Less discriminatory alternatives were not searched: " + why))
            .toList();
      }
    }
  }

  /** Tries them out, unless the rows are too few or can't be learnt from by trees here. */
  Search search() {
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
    if (data.label().taskOrDefault() != Task.CLASSIFICATION) {
      return new Search.LeftOut(
          name(),
          sample.rows(),
          "trees are tried here that decide between two classes, and data.label.task asks for"
              + " numbers or several classes.");
    }
    if (!Predictability.isPossible(sample.favourable())) {
      return new Search.LeftOut(
          name(),
          sample.rows(),
          "too few training rows have one of the labels to learn from some and decide the others.");
    }
    AlternativeSearch search =
        new AlternativeSearch(
            sample, attributes, training(), Decisions.threshold(context.policy()), seed);
    if (!search.comparesAny()) {
      return new Search.LeftOut(
          name(),
          sample.rows(),
          "fewer than two groups have " + AlternativeSearch.FEWEST + " of the rows drawn.");
    }
    List<Setting> settings = settings(features);
    try {
      return new Search.Done(
          Alternatives.of(
              name(),
              learner(),
              sample.rows(),
              sample.of(),
              search.threshold(),
              search.leftOut(),
              search.run(settings, context.progress()),
              chosen(features).name()));
    } catch (BoostingException e) {
      return new Search.LeftOut(
          name(), sample.rows(), "trees can't learn from these rows here: " + e.getMessage());
    }
  }

  private String name() {
    return attributes.stream()
        .map(ProtectedAttribute::attribute)
        .collect(Collectors.joining(" & "));
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
    original.removeIf(name -> spec.replace().containsValue(name) && !wasFeature(name));
    spec.replace().keySet().stream()
        .filter(name -> !original.contains(name))
        .sorted()
        .forEach(original::add);
    return original;
  }

  /** Whether a column in a feature's place was a feature beside it. */
  private boolean wasFeature(String column) {
    DataSpec.Features written = context.manifest().data().features();
    List<String> include = written == null ? null : written.include();
    List<String> exclude = written == null ? null : written.exclude();
    return include != null
        ? include.contains(column)
        : exclude == null || !exclude.contains(column);
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
