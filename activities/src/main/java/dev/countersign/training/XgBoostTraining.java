package dev.countersign.training;

import dev.countersign.data.Dataset;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/**
 * The built-in training: XGBoost's histogram trees with logistic loss, on one thread, so that the
 * same rows, weights and seed give the same file. Texts are encoded as {@link OneHot} says, and the
 * file stores the names of its inputs, so that it reads anywhere XGBoost models do.
 */
public final class XgBoostTraining {
  private XgBoostTraining() {}

  /**
   * Trains a model on the training rows.
   *
   * @param weights one weight a training row, or null when all count alike
   * @param out the file to write, UBJSON; replaced whole or not at all
   * @param progress told after every round
   * @throws TrainingException if there is no split, one class alone, or a parameter out of range
   * @throws CancellationException if the thread is interrupted
   */
  public static TrainedModel train(
      Dataset data,
      TrainingSpec.XgBoost spec,
      double @Nullable [] weights,
      Path out,
      Progress progress) {
    Map<String, Object> parameters = parameters(spec);
    TrainingRows rows = TrainingRows.of(data, weights);
    progress.report("encoding rows", 0);
    OneHot encoded = OneHot.encode(rows.features());
    long start = System.nanoTime();
    try {
      DMatrix matrix = matrix(rows, encoded);
      try {
        Booster booster = boost(matrix, parameters, spec.rounds(), progress);
        try {
          booster.setFeatureNames(encoded.names().toArray(String[]::new));
          write(booster.toByteArray("ubj"), out);
        } finally {
          booster.dispose();
        }
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw new TrainingException("XGBoost does not train: " + e.getMessage(), e);
    }
    Map<String, Double> metrics =
        Map.of(
            "training_rows", (double) rows.favourable().length,
            "training_rounds", (double) spec.rounds(),
            "training_seconds", (System.nanoTime() - start) / 1e9);
    return new TrainedModel(out, ModelSpec.Format.XGBOOST, 1, encoded.names(), metrics, "");
  }

  private static DMatrix matrix(TrainingRows rows, OneHot encoded) throws XGBoostError {
    int count = rows.favourable().length;
    DMatrix matrix = new DMatrix(encoded.values(), count, encoded.names().size(), Float.NaN);
    float[] labels = new float[count];
    for (int row = 0; row < count; row++) {
      labels[row] = rows.favourable()[row] ? 1 : 0;
    }
    matrix.setLabel(labels);
    matrix.setFeatureNames(encoded.names().toArray(String[]::new));
    double[] weights = rows.weights();
    if (weights != null) {
      float[] narrow = new float[count];
      for (int row = 0; row < count; row++) {
        narrow[row] = (float) weights[row];
      }
      matrix.setWeight(narrow);
    }
    return matrix;
  }

  private static Booster boost(
      DMatrix matrix, Map<String, Object> parameters, int rounds, Progress progress)
      throws XGBoostError {
    Booster booster = XGBoost.train(matrix, parameters, 1, Map.of(), null, null);
    for (int round = 1; round < rounds; round++) {
      if (Thread.interrupted()) {
        booster.dispose();
        throw new CancellationException("training was cancelled after " + round + " rounds");
      }
      progress.report("training, round " + round + " of " + rounds, (double) round / rounds);
      booster.update(matrix, round);
    }
    progress.report("training", 1);
    return booster;
  }

  private static Map<String, Object> parameters(TrainingSpec.XgBoost spec) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", "binary:logistic");
    parameters.put("tree_method", "hist");
    parameters.put("nthread", 1);
    parameters.put("verbosity", 0);
    parameters.put("seed", spec.seed() == null ? 0L : spec.seed());
    whole("rounds", spec.rounds(), 1, 10_000);
    parameters.put(
        "max_depth", whole("maxDepth", spec.maxDepth() == null ? 6 : spec.maxDepth(), 1, 16));
    parameters.put("eta", share("learningRate", spec.learningRate(), 0.3));
    parameters.put("subsample", share("subsample", spec.subsample(), 1));
    parameters.put("colsample_bytree", share("colsampleByTree", spec.colsampleByTree(), 1));
    parameters.put("min_child_weight", notNegative("minChildWeight", spec.minChildWeight()));
    parameters.put("lambda", notNegative("lambda", spec.lambda()));
    return parameters;
  }

  private static int whole(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw outside(name, value, min + " to " + max);
    }
    return value;
  }

  private static double share(String name, @Nullable Double value, double otherwise) {
    double share = value == null ? otherwise : value;
    if (!(share > 0 && share <= 1)) {
      throw outside(name, share, "above 0 up to 1");
    }
    return share;
  }

  private static double notNegative(String name, @Nullable Double value) {
    double number = value == null ? 1 : value;
    if (!(number >= 0 && Double.isFinite(number))) {
      throw outside(name, number, "0 or above");
    }
    return number;
  }

  private static TrainingException outside(String name, Number value, String range) {
    return new TrainingException(
        "training.xgboost." + name + " is " + value + "; it must be " + range + ".");
  }

  private static void write(byte[] model, Path out) {
    try {
      Path folder = out.toAbsolutePath().getParent();
      Path whole = Files.createTempFile(folder, "model", ".part");
      Files.write(whole, model);
      Files.move(whole, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new TrainingException(
          "The model can't be written to " + out + ": " + e.getMessage() + ". Check the folder.",
          e);
    }
  }
}
