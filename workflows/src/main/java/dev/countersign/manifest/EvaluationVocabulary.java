package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Check;
import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.OptionType;
import dev.countersign.manifest.GateVocabulary.Tighter;
import java.util.List;

/** What the evaluation measures, and what it may be told. */
final class EvaluationVocabulary {
  private EvaluationVocabulary() {}

  static GateVocabulary vocabulary() {
    return new GateVocabulary(
        "evaluation",
        "The model's decisions: fairness first, then performance, calibration and cost.",
        List.of(
            GateCatalogue.DISPARATE_IMPACT,
            GateCatalogue.STATISTICAL_PARITY_DIFFERENCE,
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
            GateCatalogue.LATENCY_P95_MS,
            new Check("model-size-mb", "size of the model's file, megabytes"),
            new Check(
                "evaluation-reuse", "models these evaluation rows have judged, this one included"),
            new Check("case-outcome", "1 when a named case is decided as expected, else 0")),
        List.of(
            GateCatalogue.INTERSECTIONS,
            new Option(
                "threshold",
                GateCatalogue.real(0, 1),
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
            GateCatalogue.SEED));
  }
}
