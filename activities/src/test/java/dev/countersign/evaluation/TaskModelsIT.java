package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.data.Frame;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.DataSpec.Label;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.Split;
import dev.countersign.model.Answers;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Outputs;
import dev.countersign.model.Scorer;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models of several classes and of numbers, trained here and now by XGBoost, LightGBM and
 * scikit-learn: every prediction is the library's own, and every figure scikit-learn's and
 * Fairlearn's.
 */
class TaskModelsIT {
  private static final String FEATURES = "x1,x2,x3,x4";

  @TempDir static Path folder;
  private static JsonNode metrics;
  private static Frame predictions;

  @BeforeAll
  static void train() throws Exception {
    PythonOracle.run("task_models.py", folder, folder.toString(), "1");
    metrics = Json.mapper().readTree(Files.readAllBytes(folder.resolve("metrics.json")));
    predictions = German.csv(folder.resolve("predictions.csv"), name -> true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          xgboost-softprob.ubj   | XGBOOST  | gaps.csv  | b,c,a
          xgboost-softmax.ubj    | XGBOOST  | gaps.csv  | b,c,a
          lightgbm-gbdt.txt      | LIGHTGBM | gaps.csv  | b,c,a
          lightgbm-rf.txt        | LIGHTGBM | gaps.csv  | b,c,a
          onnx-forest.onnx       | ONNX     | whole.csv | a,b,c
          onnx-logistic.onnx     | ONNX     | whole.csv | a,b,c
          """)
  void classes(String file, Format format, String rows, String order) throws IOException {
    ReleaseManifest manifest =
        manifest(Manifests.over(rows, "grade", "a", Task.MULTI_CLASS, order.split(",")));
    Label label = manifest.data().label();
    try (Contexts contexts = Contexts.open(manifest, folder, folder.resolve("evidence"));
        Scorer model = open(file, format, label)) {
      Frame judged =
          contexts.build().data().frame(contexts.build().data().judgedRows(), features());
      if (!(model.answers(judged) instanceof Answers.Classes answers)) {
        throw new AssertionError("no classes");
      }
      String name = file.substring(0, file.indexOf('.'));
      for (String of : answers.names()) {
        double[] expected = predictions.numbers(name + " " + of);
        for (int row = 0; row < expected.length; row++) {
          assertThat(answers.probability(row, answers.names().indexOf(of)))
              .as("%s of row %d", of, row)
              .isCloseTo(expected[row], offset(1e-5));
        }
      }
      assertMeasured(name, new EvaluationGate().run(contexts.model(model).build()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          xgboost-squarederror.ubj   | XGBOOST  | gaps.csv
          xgboost-absoluteerror.ubj  | XGBOOST  | gaps.csv
          lightgbm-regression.txt    | LIGHTGBM | gaps.csv
          lightgbm-regression_l1.txt | LIGHTGBM | gaps.csv
          onnx-forest-amount.onnx    | ONNX     | whole.csv
          onnx-linear-amount.onnx    | ONNX     | whole.csv
          """)
  void numbers(String file, Format format, String rows) throws IOException {
    ReleaseManifest manifest = manifest(Manifests.over(rows, "amount", ">=2000", Task.REGRESSION));
    try (Contexts contexts = Contexts.open(manifest, folder, folder.resolve("evidence"));
        Scorer model = open(file, format, manifest.data().label())) {
      Frame judged =
          contexts.build().data().frame(contexts.build().data().judgedRows(), features());
      String name = file.substring(0, file.indexOf('.'));
      double[] expected = predictions.numbers(name + " amount");
      double[] found = model.answers(judged).explained();
      double apart = 1e-6 * Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      for (int row = 0; row < expected.length; row++) {
        assertThat(found[row]).as("row %d", row).isCloseTo(expected[row], offset(apart));
      }
      assertMeasured(name, new EvaluationGate().run(contexts.model(model).build()));
    }
  }

  private static ReleaseManifest manifest(Manifests label) {
    return label
        .split(new Split.Column("part", "learn", "judge", null))
        .include(FEATURES.split(","))
        .protect("sex", "sex", "m")
        .build();
  }

  private static List<String> features() {
    return List.of(FEATURES.split(","));
  }

  private static Scorer open(String file, Format format, Label label) {
    return Models.open(folder.resolve(file), format, features(), List.of(), Outputs.of(label, 1));
  }

  /** Every figure of the library, by our name and group; one in bars without its sign. */
  private static void assertMeasured(String name, GateResult result) {
    JsonNode figures = metrics.get(name);
    for (Map.Entry<String, JsonNode> expected : figures.properties()) {
      if (expected.getKey().equals("demographic parity ratio")) {
        double impact = value(result, "disparate-impact", "f");
        assertThat(Math.min(impact, 1 / impact))
            .isCloseTo(expected.getValue().asDouble(), offset(1e-9));
        continue;
      }
      boolean unsigned = expected.getKey().startsWith("|");
      String[] words = expected.getKey().replace("|", "").split(" ");
      double found = value(result, words[0], words.length > 1 ? words[1] : null);
      assertThat(unsigned ? Math.abs(found) : found)
          .as("%s of %s", expected.getKey(), name)
          .isCloseTo(expected.getValue().asDouble(), offset(apart(words[0], figures, expected)));
    }
  }

  /**
   * Predictions are of single precision, to 1e-7. What counts rows or ranks them is none the worse
   * for it; signed means of errors nearly cancel, so their measure is the size of the errors.
   */
  private static double apart(
      String check, JsonNode figures, Map.Entry<String, JsonNode> expected) {
    double own = Math.abs(expected.getValue().asDouble());
    return switch (check) {
      case "root-mean-squared-error",
          "mean-absolute-error",
          "mean-error",
          "mean-error-difference",
          "mean-absolute-error-difference",
          "mean-prediction-difference" ->
          1e-6 * figures.get("root-mean-squared-error").asDouble();
      case "r-squared", "log-loss", "brier-score" -> 1e-6 * own;
      default -> 1e-9 * own;
    };
  }

  private static double value(GateResult result, String check, String group) {
    Check found =
        result.checks().stream()
            .filter(c -> c.check().equals(check) && Objects.equals(c.group(), group))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + check + " " + group));
    return Objects.requireNonNull(found.value(), check);
  }
}
