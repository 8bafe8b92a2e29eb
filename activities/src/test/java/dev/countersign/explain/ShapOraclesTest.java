package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.countersign.data.Frame;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import dev.countersign.model.TreeModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row by row what shap 0.51 says of models made by other people's libraries. */
class ShapOraclesTest {

  @ParameterizedTest
  @CsvSource({
    "xgboost.ubj, XGBOOST, shap-xgboost-margin.csv",
    "xgboost.json, XGBOOST, shap-xgboost-margin.csv",
    "xgboost-estimated-base.ubj, XGBOOST, shap-xgboost-estimated-base-margin.csv",
    "lightgbm.txt, LIGHTGBM, shap-lightgbm-margin.csv",
    "sklearn-forest-covers.onnx, ONNX, shap-forest-path-dependent.csv",
  })
  void pathDependent(String file, Format format, String oracle) {
    German german = German.find(oracle).orElse(null);
    if (german == null) {
      return;
    }
    try (Scorer scorer = Models.open(german.model(file), format, german.features(), 1)) {
      TreeModel model = scorer.trees().orElseThrow();
      double[] inputs = model.matrix(explained(german), 0, 50);
      Attributions attributions = new PathDependentShap(model.ensemble(), 50).explain(inputs);

      assertMeets(attributions, German.csv(german.model(oracle), name -> true));
      Attributions withoutTables = new PathDependentShap(model.ensemble(), 0).explain(inputs);
      assertThat(withoutTables.values()).containsExactly(attributions.values(), offset(1e-12));
    }
  }

  @Test
  void interventionalWhereTheFileHasNoCovers() {
    German german = German.find("interventional SHAP").orElse(null);
    if (german == null) {
      return;
    }
    try (Scorer scorer =
        Models.open(german.model("sklearn-forest.onnx"), Format.ONNX, german.features(), 1)) {
      TreeModel model = scorer.trees().orElseThrow();
      Frame background =
          german
              .encoded()
              .select(German.rows(German.csv(german.model("background-rows.csv"), n -> true)));
      Attributions attributions =
          new InterventionalShap(model.ensemble(), model.matrix(background, 0, background.rows()))
              .explain(model.matrix(explained(german), 0, 50));

      assertMeets(
          attributions,
          German.csv(german.model("shap-forest-interventional-first100train.csv"), name -> true));
    }
  }

  private static Frame explained(German german) {
    return german.encoded().select(Arrays.copyOf(German.rows(german.predictions()), 50));
  }

  private static void assertMeets(Attributions attributions, Frame oracle) {
    int features = attributions.features();
    for (int row = 0; row < 50; row++) {
      for (int feature = 0; feature < features; feature++) {
        double[] expected = oracle.numbers(oracle.names().get(feature));
        assertThat(attributions.value(row, feature))
            .as("row %d, %s", row, oracle.names().get(feature))
            .isCloseTo(expected[row], offset(1e-4));
      }
      double[] base = oracle.numbers(oracle.names().get(features));
      assertThat(attributions.base()).isCloseTo(base[row], offset(1e-4));
    }
  }
}
