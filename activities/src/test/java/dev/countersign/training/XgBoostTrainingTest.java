package dev.countersign.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.countersign.boosting.OneHot;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.manifest.Split;
import dev.countersign.manifest.TrainingSpec.XgBoost;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XgBoostTrainingTest {
  private static final XgBoost SPEC = new XgBoost(30, 4, 0.1, 0.8, 0.8, null, null, 7L);

  @TempDir Path folder;

  @Test
  void theSameRowsWeightsAndSeedGiveTheSameFile() throws IOException {
    try (Dataset data = loans(new Split.Hashed(0.3, null, 1, null))) {
      double[] weights = weights(data);
      TrainedModel first = train(data, SPEC, weights, "first.ubj");
      TrainedModel second = train(data, SPEC, weights, "second.ubj");
      TrainedModel unweighted = train(data, SPEC, null, "third.ubj");
      XgBoost otherSeed = new XgBoost(30, 4, 0.1, 0.8, 0.8, null, null, 8L);
      TrainedModel seeded = train(data, otherSeed, weights, "fourth.ubj");

      assertThat(first.file()).hasSameBinaryContentAs(second.file());
      assertThat(Files.mismatch(first.file(), unweighted.file())).isNotNegative();
      assertThat(Files.mismatch(first.file(), seeded.file())).isNotNegative();
      assertThat(first.metrics()).containsEntry("training_rounds", 30.0);
    }
  }

  @Test
  void whatWeReadPredictsAsXgboostItself() throws Exception {
    try (Dataset data = loans(new Split.Hashed(0.3, null, 1, null))) {
      TrainedModel trained = train(data, SPEC, weights(data), "model.ubj");
      assertThat(trained.inputs())
          .containsExactly("income", "age", "job=clerk", "job=cook", "job=painter, self-employed");
      Frame rows = data.frame(RowSet.ALL, data.features());
      try (Scorer scorer = Models.open(trained.file(), Format.XGBOOST, data.features(), 1)) {
        assertThat(scorer.features()).isEqualTo(data.features());

        Booster booster = XGBoost.loadModel(trained.file().toString());
        OneHot encoded = OneHot.encode(rows);
        float[][] expected =
            booster.predict(
                new DMatrix(encoded.values(), rows.rows(), encoded.names().size(), Float.NaN));
        double[] found = scorer.favourable(rows);
        for (int row = 0; row < found.length; row++) {
          assertThat(found[row]).isCloseTo(expected[row][0], offset(1e-6));
        }
      }
    }
  }

  @Test
  void progressIsToldEveryRoundAndInterruptionEndsTraining() {
    try (Dataset data = loans(new Split.Hashed(0.3, null, 1, null))) {
      List<Double> told = new ArrayList<>();
      XgBoostTraining.train(
          data, SPEC, null, folder.resolve("told.ubj"), (step, done) -> told.add(done));
      assertThat(told).hasSize(31).isSorted().endsWith(1.0);

      Progress interrupting = (step, done) -> Thread.currentThread().interrupt();
      Path out = folder.resolve("cancelled.ubj");
      assertThatThrownBy(() -> XgBoostTraining.train(data, SPEC, null, out, interrupting))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isFalse();
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void whatCannotBeLearntFromIsRefused() {
    try (Dataset data = loans(null)) {
      assertRefused(data, SPEC, null, "Training needs a split");
    }
    try (Dataset data = loans(new Split.Hashed(0.3, null, 1, null))) {
      assertRefused(data, SPEC, new double[3], "There are 3 weights for");
      double[] negative = weights(data);
      negative[5] = -1;
      assertRefused(data, SPEC, negative, "Training row 5");
      Arrays.fill(negative, 0);
      assertRefused(data, SPEC, negative, "All weights are 0");
      XgBoost deep = new XgBoost(1, 40, null, null, null, null, null, null);
      assertRefused(data, deep, null, "training.xgboost.maxDepth is 40");
      XgBoost still = new XgBoost(1, null, 0.0, null, null, null, null, null);
      assertRefused(data, still, null, "training.xgboost.learningRate is 0.0");
    }
  }

  private void assertRefused(Dataset data, XgBoost spec, double[] weights, String complaint) {
    Path out = folder.resolve("refused.ubj");
    assertThatThrownBy(() -> XgBoostTraining.train(data, spec, weights, out, Progress.SILENT))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(complaint);
  }

  private TrainedModel train(Dataset data, XgBoost spec, double[] weights, String name) {
    return XgBoostTraining.train(data, spec, weights, folder.resolve(name), Progress.SILENT);
  }

  private static double[] weights(Dataset data) {
    return new Random(3).doubles(data.count(RowSet.TRAIN), 0.5, 2).toArray();
  }

  private Dataset loans(Split split) {
    return Datasets.open(Loans.manifest(Loans.write(folder), split), folder);
  }
}
