package dev.countersign.manifest;

import static dev.countersign.manifest.Mistake.complete;
import static dev.countersign.manifest.Mistake.minimal;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Model, mitigation and gates: what crosses keys. */
class ModelMistakesTest {
  private static final String MITIGATION =
      "{method: threshold-optimisation, attribute: age, constraint: equal-opportunity}";

  @TestFactory
  List<DynamicTest> models() {
    return Mistake.tests(
        complete(
            "a model is trained or brought",
            "incumbent: {",
            "§model: {uri: m.onnx, format: onnx}\nincumbent: {",
            "model",
            "stands beside training",
            "Keep one of"),
        complete(
            "training is one job",
            "training:\n"
                + "  xgboost: {rounds: 50, maxDepth: 4, learningRate: 0.1, subsample: 0.8, seed:"
                + " 1}",
            "§training:\n  xgboost: {rounds: 50}\n  command: {run: [train.sh], format: onnx}",
            "training",
            "more than one way to train",
            "Keep exactly one"),
        complete(
            "training leaves a file, no endpoint",
            "training:\n"
                + "  xgboost: {rounds: 50, maxDepth: 4, learningRate: 0.1, subsample: 0.8, seed:"
                + " 1}",
            "training:\n  command: {run: [train.sh], format: §mlflow-scoring}",
            "training.command.format",
            "is an endpoint's, and training leaves a file",
            "Write the format of the file"),
        minimal(
            "predictions serve no traffic",
            "\ndata:",
            """

            predictions: {column: decided}
            §rollout:
              environment: test
              router: {embedded: {}}
              metrics: {embedded: {}}
              steps: [{weight: 100, bake: 2s}]
            data:\
            """,
            "rollout",
            "needs a model to serve",
            "Leave rollout out"));
  }

  @TestFactory
  List<DynamicTest> tasks() {
    return Mistake.tests(
        minimal(
            "a number's favourable range is one",
            "favourable: no,",
            "task: regression, §favourable: no,",
            "data.label.favourable",
            "'no' is no range",
            "Write a range such as"),
        minimal(
            "a model of several classes is told which output is which",
            "label: {column: spam, favourable: no, provenance: outcome}",
            """
            §label: {column: spam, favourable: no, provenance: outcome, task: multi-class}
            model: {uri: m.onnx, format: onnx}\
            """,
            "data.label",
            "does not say which output of the model is which class",
            "Name the label's values under data.label.classes"),
        minimal(
            "classes are of multi-class labels",
            "favourable: no,",
            "§classes: [no, yes], favourable: no,",
            "data.label.classes",
            "data.label.task is not multi-class",
            "write task: multi-class"),
        minimal(
            "the favourable class is one of them",
            "favourable: no,",
            "task: multi-class, §classes: [yes, maybe], favourable: no,",
            "data.label.classes",
            "does not name 'no'",
            "Name every value of the label"),
        minimal(
            "a class is named once",
            "favourable: no,",
            "task: multi-class, §classes: [no, yes, no], favourable: no,",
            "data.label.classes",
            "names a class twice",
            "Name every value of the label once"),
        minimal(
            "the place of the favourable class is said once",
            "label: {column: spam, favourable: no, provenance: outcome}",
            """
            label: {column: spam, favourable: no, provenance: outcome, task: multi-class, classes: [no, yes]}
            model: {uri: m.onnx, format: onnx, §favourableIndex: 0}\
            """,
            "model.favourableIndex",
            "is of models of two classes",
            "data.label.classes says which output is which"),
        minimal(
            "thresholds are of one probability",
            "label: {column: spam, favourable: no, provenance: outcome}",
            """
            label: {column: spam, favourable: ">=3", provenance: outcome, task: regression}
              split: {evaluation: 0.3, calibration: 0.2, seed: 1}
              protected: [{attribute: sex, column: sex, reference: m, use: decision}]
            mitigation: {§method: threshold-optimisation, attribute: sex}\
            """,
            "mitigation.method",
            "works on the probability of one favourable class",
            "Use reweighing"),
        minimal(
            "numbers are cut by the label's range",
            "label: {column: spam, favourable: no, provenance: outcome}",
            """
            label: {column: spam, favourable: no, provenance: outcome, task: multi-class}
            predictions: {column: decided, §threshold: 0.5}\
            """,
            "predictions.threshold",
            "cuts scores",
            "Leave it out"));
  }

  @TestFactory
  List<DynamicTest> mitigations() {
    return Mistake.tests(
        complete(
            "thresholds by group need use: decision",
            "attribute: age, constraint",
            "attribute: §sex, constraint",
            "mitigation.attribute",
            "threshold-optimisation uses sex, whose use is training",
            "Give the attribute use: decision"),
        complete(
            "the disparate-impact remover needs use: decision",
            MITIGATION,
            "{method: disparate-impact-remover, attribute: §sex}",
            "mitigation.attribute",
            "whose use is training",
            "Give the attribute use: decision"),
        complete(
            "an attribute that isn't there gets the nearest",
            "attribute: age, constraint",
            "attribute: §agee, constraint",
            "mitigation.attribute",
            "'agee' is not among the protected attributes",
            "Write 'age'"),
        complete(
            "a method that works on groups names an attribute",
            "mitigation: " + MITIGATION,
            "§mitigation: {method: reweighing}",
            "mitigation.attribute",
            "works on groups",
            "Add attribute"),
        complete(
            "an option of another method means nothing",
            "constraint: equal-opportunity",
            "repairLevel: §0.5",
            "mitigation.repairLevel",
            "means nothing to threshold-optimisation",
            "disparate-impact-remover"),
        complete(
            "upstream says what was done",
            "mitigation: " + MITIGATION,
            "§mitigation: {method: upstream}",
            "mitigation.description",
            "is missing",
            "Say in words"),
        complete(
            "thresholds are fitted on rows of their own",
            "split: {evaluation: 0.3, calibration: 0.2,",
            "§split: {evaluation: 0.3,",
            "data.split.calibration",
            "fitted on calibration rows",
            "Add calibration"),
        complete(
            "weights come too late for a model that is trained",
            "mitigation: "
                + MITIGATION
                + "\n"
                + "training:\n"
                + "  xgboost: {rounds: 50, maxDepth: 4, learningRate: 0.1, subsample: 0.8, seed:"
                + " 1}",
            "mitigation: {method: §reweighing, attribute: sex}\nmodel: {uri: a.onnx, format: onnx}",
            "mitigation.method",
            "trained already",
            "method: upstream"));
  }

  @TestFactory
  List<DynamicTest> gates() {
    return Mistake.tests(
        complete(
            "a gate that isn't there gets the nearest",
            "  data-audit:",
            "  §data-audits:",
            "gates.data-audits",
            "is no gate",
            "Write 'data-audit'"),
        complete(
            "a check that isn't there gets the nearest",
            "roc-auc: {",
            "§auc-roc: {",
            "gates.evaluation.checks.auc-roc",
            "is no check of evaluation",
            "Known here"),
        complete(
            "an option that isn't there gets the nearest",
            "warnAbove: 0.75",
            "§warnAbov: 0.75",
            "gates.data-audit.warnAbov",
            "is no option of data-audit",
            "Write 'warnAbove'"),
        complete(
            "an option has its type",
            "warnAbove: 0.75",
            "§warnAbove: high",
            "gates.data-audit.warnAbove",
            "must be a number from 0.5 to 1",
            "Write a number"),
        complete(
            "a bar bounds something",
            "disparate-impact: {min: 0.85, decideOn: interval}",
            "§disparate-impact: {}",
            "gates.data-audit.checks.disparate-impact",
            "sets no bar",
            "Add min"),
        complete(
            "a bar can be passed",
            "roc-auc: {min: 0.7,",
            "roc-auc: {min: §0.7, max: 0.6,",
            "gates.evaluation.checks.roc-auc.min",
            "above max",
            "at most max"),
        complete(
            "a loss is not negative",
            "maxDrop: 0.02",
            "maxDrop: §-0.02",
            "gates.evaluation.checks.roc-auc.maxDrop",
            "is negative",
            "0 or more"),
        complete(
            "a live check is one that can be read live",
            "{error-rate: {max: 0.01}}",
            "{§roc-auc: {min: 0.7}}",
            "rollout.steps[1].analysis.checks.roc-auc",
            "is no check of rollout",
            "error-rate"));
  }
}
