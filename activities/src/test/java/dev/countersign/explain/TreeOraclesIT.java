package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.data.Frame;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.German;
import dev.countersign.model.ModelException;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import dev.countersign.model.TreeModel;
import dev.countersign.passport.Json;
import dev.countersign.testing.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models trained here and now by XGBoost, LightGBM and scikit-learn, with missing values,
 * categories and every way of growing trees: what those libraries and shap say of them is what we
 * say.
 */
class TreeOraclesIT {
  private static final int SEED = 1;

  @TempDir static Path folder;

  @BeforeAll
  static void train() throws Exception {
    Path script = folder.resolve("tree_models.py");
    try (InputStream in = TreeOraclesIT.class.getResourceAsStream("/oracles/tree_models.py")) {
      Files.write(script, in.readAllBytes());
    }
    Process python =
        new ProcessBuilder(
                Tool.PYTHON.path().toString(), script.toString(), folder.toString(), "" + SEED)
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes());
    assertThat(python.waitFor()).as(said).isZero();
    System.out.println(said.lines().reduce("", (a, b) -> b));
  }

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predictionsAndShapleyValuesAreTheLibrarysOwn(Path folder) throws IOException {
    JsonNode about = Json.mapper().readTree(Files.readAllBytes(folder.resolve("case.json")));
    Format format = Format.valueOf(about.at("/format").asText());
    List<String> order =
        IntStream.range(0, about.at("/order").size())
            .mapToObj(i -> about.at("/order").get(i).asText())
            .toList();
    Frame rows = German.csv(folder.resolve("rows.csv"), name -> true);
    try (Scorer scorer = Models.open(folder.resolve("model"), format, order, 1)) {
      double[] expected = German.csv(folder.resolve("predictions.csv"), name -> true).numbers("p");
      double[] found = scorer.favourable(rows);
      for (int row = 0; row < expected.length; row++) {
        assertThat(found[row]).as("row %d", row).isCloseTo(expected[row], offset(1e-5));
      }

      int explained = about.at("/explained").asInt();
      TreeModel model = scorer.trees().orElseThrow();
      double[] inputs = model.matrix(rows, 0, explained);
      Attributions attributions =
          model.ensemble().hasCovers()
              ? new PathDependentShap(model.ensemble(), explained).explain(inputs)
              : new InterventionalShap(
                      model.ensemble(), model.matrix(rows, 0, about.at("/background").asInt()))
                  .explain(inputs);
      Frame shap = German.csv(folder.resolve("shap.csv"), name -> true);
      for (int row = 0; row < explained; row++) {
        for (int feature = 0; feature < order.size(); feature++) {
          assertThat(attributions.value(row, feature))
              .as("row %d, %s", row, order.get(feature))
              .isCloseTo(shap.numbers(order.get(feature))[row], offset(1e-4));
        }
        assertThat(attributions.base()).isCloseTo(shap.numbers("base")[row], offset(1e-4));
      }
      if (Files.exists(folder.resolve("interactions.csv"))) {
        assertInteractions(
            new InteractionShap(model.ensemble()).explain(inputs, attributions),
            German.csv(folder.resolve("interactions.csv"), name -> true));
      }
    }
  }

  private static final List<String> INPUTS = List.of("income", "debt", "age", "children");

  /** skl2onnx leaves out where scikit-learn's splits send missing values. */
  @Test
  void aForestFileThatDoesNotSayWhereMissingValuesGoIsNotAskedAboutThem() throws IOException {
    Frame rows = German.csv(folder.resolve("forest-of-whole-rows.csv"), name -> true);
    int[] whole =
        IntStream.range(0, rows.rows())
            .filter(row -> INPUTS.stream().noneMatch(i -> Double.isNaN(rows.numbers(i)[row])))
            .toArray();
    assertThat(whole.length).isBetween(100, rows.rows() - 50);
    Path file = folder.resolve("forest-of-whole-rows.onnx");
    try (Scorer scorer = Models.open(file, Format.ONNX, INPUTS, 1)) {
      assertThatThrownBy(() -> scorer.favourable(rows))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("do not say where a missing value goes")
          .hasMessageContaining("SimpleImputer");
      Frame known = rows.select(whole);
      assertThat(scorer.favourable(known)).containsExactly(known.numbers("p"), offset(1e-5));
    }
  }

  @Test
  void aForestFileThatSplitsOnWhatIsMissingIsNotOpened() {
    Path file = folder.resolve("forest-of-all-rows.onnx");
    assertThatThrownBy(() -> Models.open(file, Format.ONNX, INPUTS, 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("splits on whether a value is missing")
        .hasMessageContaining("SimpleImputer");
  }

  @Test
  void aForestBehindAnImputerAnswersAsThePipelineItself() throws IOException {
    Frame rows = German.csv(folder.resolve("forest-behind-imputer.csv"), name -> true);
    assertThat(rows.numbers("income")).contains(Double.NaN);
    Path file = folder.resolve("forest-behind-imputer.onnx");
    try (Scorer scorer = Models.open(file, Format.ONNX, INPUTS, 1)) {
      assertThat(scorer.favourable(rows)).containsExactly(rows.numbers("p"), offset(1e-5));
    }
  }

  private static void assertInteractions(Interactions found, Frame expected) {
    int width = found.features();
    for (int row = 0; row < found.rows(); row++) {
      for (int a = 0; a < width; a++) {
        for (int b = 0; b < width; b++) {
          assertThat(found.value(row, a, b))
              .as("row %d, %d and %d", row, a, b)
              .isCloseTo(expected.numbers("i" + (a * width + b))[row], offset(1e-4));
        }
      }
    }
  }
}
