package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.microsoft.ml.lightgbm.PredictionType;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import dev.countersign.model.TreeModel;
import io.github.metarank.lightgbm4j.LGBMBooster;
import java.nio.file.Files;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

/**
 * XGBoost's and LightGBM's own C++ contributions, on real rows of which every tenth cell is
 * missing.
 */
class NativeContributionsTest {
  private static final int WIDTH = 61;

  @Test
  void xgboostsOwn() throws Exception {
    German german = German.find("XGBoost's own contributions").orElse(null);
    if (german == null) {
      return;
    }
    try (Scorer scorer =
        Models.open(german.model("xgboost.ubj"), Format.XGBOOST, german.features(), 1)) {
      TreeModel model = scorer.trees().orElseThrow();
      double[] inputs = withHoles(model, german);
      float[] narrow = new float[inputs.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) inputs[i];
      }
      int rows = inputs.length / WIDTH;
      Booster booster = XGBoost.loadModel(german.model("xgboost.ubj").toString());
      float[][] expected = booster.predictContrib(new DMatrix(narrow, rows, WIDTH, Float.NaN), 0);
      Attributions found = new PathDependentShap(model.ensemble(), rows).explain(inputs);
      for (int row = 0; row < rows; row++) {
        for (int feature = 0; feature < WIDTH; feature++) {
          assertThat(found.value(row, feature)).isCloseTo(expected[row][feature], offset(1e-4));
        }
      }
    }
  }

  @Test
  void lightgbmsOwn() throws Exception {
    German german = German.find("LightGBM's own contributions").orElse(null);
    if (german == null) {
      return;
    }
    try (Scorer scorer =
        Models.open(german.model("lightgbm.txt"), Format.LIGHTGBM, german.features(), 1)) {
      TreeModel model = scorer.trees().orElseThrow();
      double[] inputs = withHoles(model, german);
      int rows = inputs.length / WIDTH;
      LGBMBooster booster =
          LGBMBooster.loadModelFromString(Files.readString(german.model("lightgbm.txt")));
      double[] margins =
          booster.predictForMat(inputs, rows, WIDTH, true, PredictionType.C_API_PREDICT_RAW_SCORE);
      double[] expected =
          booster.predictForMat(inputs, rows, WIDTH, true, PredictionType.C_API_PREDICT_CONTRIB);
      Attributions found = new PathDependentShap(model.ensemble(), rows).explain(inputs);
      for (int row = 0; row < rows; row++) {
        assertThat(model.ensemble().margin(inputs, row * WIDTH))
            .isCloseTo(margins[row], offset(1e-12));
        for (int feature = 0; feature < WIDTH; feature++) {
          assertThat(found.value(row, feature))
              .isCloseTo(expected[row * (WIDTH + 1) + feature], offset(1e-9));
        }
        assertThat(found.base()).isCloseTo(expected[row * (WIDTH + 1) + WIDTH], offset(1e-9));
      }
      booster.close();
    }
  }

  private static double[] withHoles(TreeModel model, German german) {
    double[] inputs = model.matrix(german.encoded(), 0, 200);
    Random random = new Random(4);
    for (int i = 0; i < inputs.length; i++) {
      if (random.nextInt(10) == 0) {
        inputs[i] = Double.NaN;
      }
    }
    return inputs;
  }
}
