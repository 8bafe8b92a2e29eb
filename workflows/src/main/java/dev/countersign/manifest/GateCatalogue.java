package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Check;
import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.OptionType;
import dev.countersign.manifest.GateVocabulary.Tighter;
import dev.countersign.manifest.binding.Shape.Limits;
import java.util.List;

/** Every gate's checks and options; a gate that measures something new adds its line here. */
final class GateCatalogue {
  private static final Check DISPARATE_IMPACT =
      new Check("disparate-impact", "P(favourable | group) / P(favourable | reference)");
  private static final Check STATISTICAL_PARITY_DIFFERENCE =
      new Check(
          "statistical-parity-difference",
          "P(favourable | group) − P(favourable | reference), in [−1, 1]");
  private static final Check LATENCY_P95_MS =
      new Check("latency-p95-ms", "95th percentile of the time one answer takes, milliseconds");
  private static final Option INTERSECTIONS =
      new Option(
          "intersections",
          new OptionType.OneOf(List.of("off", "warn", "block")),
          Tighter.LATER,
          "how far a failed check of an intersection's group reaches");
  private static final Option SEED =
      new Option("seed", whole(0, Long.MAX_VALUE), Tighter.FREE, "seed of everything random");

  static final List<GateVocabulary> GATES =
      List.of(
          dataAudit(),
          mitigation(),
          evaluation(),
          explainability(),
          adversarial(),
          modelCard(),
          servingCheck(),
          rollout());

  private GateCatalogue() {}

  private static GateVocabulary dataAudit() {
    return new GateVocabulary(
        "data-audit",
        "Labels and columns, before anything is trained.",
        List.of(
            DISPARATE_IMPACT,
            STATISTICAL_PARITY_DIFFERENCE,
            new Check("class-imbalance", "share of the more frequent label, in [0.5, 1]"),
            new Check("representation", "the group's share of all rows, in [0, 1]"),
            new Check("missing-values", "share of a column's values that are missing, in [0, 1]"),
            new Check("duplicate-rows", "share of rows that repeat an earlier one, in [0, 1]"),
            new Check("split-leakage", "rows that stand in more than one part of the split"),
            new Check(
                "label-leakage",
                "AUC with which one feature alone predicts the label, in [0.5, 1]"),
            new Check(
                "label-quality",
                "share of rows that agree with another in every feature and not in the label"),
            new Check(
                "proxy-auc",
                "cross-validated AUC with which one feature predicts the attribute, in [0.5, 1]"),
            new Check(
                "conditional-label-disparity",
                "difference of base rates left within strata of the features under conditionOn"),
            new Check("constant-columns", "features with a single value"),
            new Check(
                "near-constant-columns",
                "features of which 99 % of the sampled values or more are the same"),
            new Check(
                "rare-categories", "texts that fewer than one in a hundred sampled rows have"),
            new Check("outliers", "share of sampled rows that an isolation forest sets apart"),
            new Check("unlabelled-difference", "P(no label | group) − P(no label | reference)"),
            new Check(
                "time-order",
                "share of training rows that are not before the first evaluation row")),
        List.of(
            INTERSECTIONS,
            new Option(
                "warnAbove",
                real(0.5, 1),
                Tighter.LOWER,
                "proxy-auc from which a feature is warned of as a weaker proxy"),
            new Option(
                "timeColumn",
                new OptionType.Text(),
                Tighter.FREE,
                "the column that says when a row came about; training must lie before evaluation"),
            new Option(
                "conditionOn",
                new OptionType.Texts(),
                Tighter.FREE,
                "legitimate features to condition label disparity on"),
            new Option(
                "sampleRows",
                whole(100, 10_000_000),
                Tighter.HIGHER,
                "rows that proxies and outliers are estimated on, where there are more"),
            SEED));
  }

  private static GateVocabulary mitigation() {
    return new GateVocabulary(
        "mitigation",
        "What was done about disparate impact, before and after.",
        List.of(
            DISPARATE_IMPACT,
            STATISTICAL_PARITY_DIFFERENCE,
            new Check(
                "proxy-auc", "AUC with which a repaired or new feature still tells the group"),
            new Check("accuracy-cost", "accuracy lost by the chosen setting, out of fold"),
            new Check(
                "less-discriminatory-alternatives",
                "settings tried that are fairer than the chosen one and no less accurate")),
        List.of(
            new Option(
                "sampleRows",
                whole(100, 1_000_000),
                Tighter.HIGHER,
                "rows that alternatives are tried on, where there are more"),
            SEED));
  }

  private static GateVocabulary evaluation() {
    return new GateVocabulary(
        "evaluation",
        "The model's decisions: fairness first, then performance, calibration and cost.",
        List.of(
            DISPARATE_IMPACT,
            STATISTICAL_PARITY_DIFFERENCE,
            new Check("equal-opportunity-difference", "difference of true positive rates"),
            new Check(
                "average-odds-difference",
                "mean of the differences of true and false positive rates"),
            new Check(
                "equalized-odds-difference",
                "largest difference of true or of false positive rates, in [0, 1]"),
            new Check("selection-rate", "P(favourable decision | group)"),
            new Check("true-positive-rate", "P(favourable decision | favourable label, group)"),
            new Check("false-positive-rate", "P(favourable decision | unfavourable label, group)"),
            new Check("false-negative-rate", "P(unfavourable decision | favourable label, group)"),
            new Check("false-discovery-rate", "P(unfavourable label | favourable decision, group)"),
            new Check("false-omission-rate", "P(favourable label | unfavourable decision, group)"),
            new Check("error-rate", "P(decision differs from label | group)"),
            new Check("error-rate-ratio", "error rate of the group / of the reference"),
            new Check("false-positive-rate-ratio", "ratio of false positive rates"),
            new Check("false-negative-rate-ratio", "ratio of false negative rates"),
            new Check("false-discovery-rate-ratio", "ratio of false discovery rates"),
            new Check("false-omission-rate-ratio", "ratio of false omission rates"),
            new Check("error-rate-difference", "difference of error rates"),
            new Check("predictive-parity-difference", "difference of precisions"),
            new Check("roc-auc-difference", "difference of areas under the groups' ROC curves"),
            new Check(
                "calibration-gap-difference",
                "difference of (share favourable − mean score) between groups"),
            new Check(
                "positive-class-balance",
                "difference of mean scores of rows with a favourable label"),
            new Check(
                "negative-class-balance",
                "difference of mean scores of rows with an unfavourable label"),
            new Check("mean-prediction-difference", "difference of mean predictions (regression)"),
            new Check(
                "mean-error-difference",
                "difference of means of (prediction − label) (regression)"),
            new Check(
                "mean-absolute-error-difference",
                "difference of mean absolute errors (regression)"),
            new Check(
                "class-rate-difference",
                "largest difference of how often a class is predicted, in [0, 1] (multi-class)"),
            new Check(
                "class-recall-difference",
                "largest difference of how often a class is found, in [0, 1] (multi-class)"),
            new Check("mean-absolute-error", "mean of |prediction − label| (regression)"),
            new Check("root-mean-squared-error", "root of the mean squared error (regression)"),
            new Check("r-squared", "share of the label's variance explained (regression)"),
            new Check("mean-error", "mean of (prediction − label), signed (regression)"),
            new Check("accuracy", "share of right decisions"),
            new Check("balanced-accuracy", "mean of the true positive and true negative rates"),
            new Check("precision", "P(favourable label | favourable decision)"),
            new Check("f1", "harmonic mean of precision and true positive rate"),
            new Check("roc-auc", "area under the ROC curve"),
            new Check("brier-score", "mean squared error of the probability"),
            new Check("calibration-error", "expected calibration error of the probability"),
            new Check("log-loss", "mean negative log likelihood, nats"),
            LATENCY_P95_MS,
            new Check("model-size-mb", "size of the model's file, megabytes"),
            new Check(
                "evaluation-reuse", "models these evaluation rows have judged, this one included"),
            new Check("case-outcome", "1 when a named case is decided as expected, else 0")),
        List.of(
            INTERSECTIONS,
            new Option(
                "threshold",
                real(0, 1),
                Tighter.FREE,
                "a probability at or above it decides favourably; default 0.5"),
            new Option(
                "performanceByGroup",
                new OptionType.OneOf(List.of("off", "warn", "block")),
                Tighter.LATER,
                "whether every group is held to the bars of performance and calibration too"),
            new Option(
                "slices",
                new OptionType.Mapping(),
                Tighter.FREE,
                "named parts of the rows, each held to the bars of performance:"
                    + " name: {column: value, several values, or {min, max}}"),
            new Option(
                "cases",
                new OptionType.Mapping(),
                Tighter.FREE,
                "people written down and the decision they must get:"
                    + " name: {like: id, with: {column: value}, expect: favourable}"),
            SEED));
  }

  private static GateVocabulary explainability() {
    return new GateVocabulary(
        "explainability",
        "Attributions that add up, hold still, and don't rest on protected attributes.",
        List.of(
            new Check("additivity-error", "largest |base + contributions − prediction| of a row"),
            new Check(
                "explanation-stability",
                "mean rank correlation of importances under resampling, in [−1, 1]"),
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
            new Option("rows", whole(10, 100_000), Tighter.HIGHER, "rows that are explained"),
            new Option(
                "background",
                whole(10, 10_000),
                Tighter.HIGHER,
                "background rows of interventional and kernel explanations"),
            new Option(
                "method",
                new OptionType.OneOf(List.of("shapley", "integrated-gradients")),
                Tighter.FREE,
                "Shapley values, exact for trees; or integrated gradients, for networks over"
                    + " numbers"),
            SEED));
  }

  private static GateVocabulary adversarial() {
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
            new Option("rows", whole(1, 100_000), Tighter.HIGHER, "rows that are attacked"),
            new Option(
                "queryBudget",
                whole(10, 1_000_000),
                Tighter.HIGHER,
                "questions a row may cost, all attacks together"),
            new Option(
                "epsilon",
                real(0.01, 10),
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
                real(0.01, 1000),
                Tighter.FREE,
                "what a row that was never turned counts for in empirical-robustness"),
            new Option(
                "schema",
                new OptionType.Mapping(),
                Tighter.FREE,
                "features: by name {min, max, integer, values, direction, immutable, cost};"
                    + " relations: [a <= b]; only ever tighter than the training rows"),
            SEED));
  }

  private static GateVocabulary modelCard() {
    return new GateVocabulary(
        "model-card",
        "A card made from evidence, with no section left empty.",
        List.of(
            new Check("completeness", "share of the sections that are filled, in [0, 1]"),
            new Check("section", "1 when evidence or the manifest fills the section, else 0")),
        List.of());
  }

  private static GateVocabulary servingCheck() {
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

  private static GateVocabulary rollout() {
    return new GateVocabulary(
        GateVocabulary.ROLLOUT,
        "Live checks of every step; manifests tighten them under rollout.steps[].analysis.",
        List.of(
            new Check("error-rate", "share of requests answered with an error, in [0, 1]"),
            new Check(
                "error-odds-ratio",
                "how many times at least the candidate's odds of an error are the incumbent's, by a"
                    + " test that holds however often one looks; above 1 it is worse for sure"),
            LATENCY_P95_MS,
            new Check(
                "latency-p99-ms", "99th percentile of the time one answer takes, milliseconds"),
            new Check(
                "disagreement-rate",
                "share of mirrored decisions in which candidate and incumbent differ, in [0, 1];"
                    + " measured on steps with audience: shadow"),
            new Check("selection-rate", "share of live requests decided favourably, in [0, 1]")),
        List.of(
            new Option(
                "minSamples",
                whole(1, 100_000_000),
                Tighter.HIGHER,
                "requests that must have reached the candidate before a step is judged")));
  }

  private static OptionType whole(double min, double max) {
    return new OptionType.Whole(new Limits(min, max, false, false));
  }

  private static OptionType real(double min, double max) {
    return new OptionType.Real(new Limits(min, max, false, false));
  }
}
