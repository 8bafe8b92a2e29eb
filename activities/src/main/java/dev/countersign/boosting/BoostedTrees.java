package dev.countersign.boosting;

import dev.countersign.gates.Progress;
import dev.countersign.manifest.TrainingSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/**
 * XGBoost's histogram trees, on one thread, so that the same rows, weights and seed give the same
 * file. The file stores the names of its inputs.
 */
public final class BoostedTrees {
  private BoostedTrees() {}

  /** How a model is written. */
  public enum Encoding {
    UBJ,
    JSON
  }

  /**
   * Grows trees.
   *
   * @param rows the inputs
   * @param targets what is learnt, one target a row
   * @param weights per row, finite and not negative; null when all count alike
   * @param progress told after every round
   * @return the model's file
   * @throws BoostingException if a parameter is out of range, or XGBoost fails
   * @throws CancellationException if the thread is interrupted
   */
  public static byte[] grow(
      OneHot rows,
      Targets targets,
      double @Nullable [] weights,
      TrainingSpec.XgBoost spec,
      Encoding encoding,
      Progress progress) {
    return grown(
        rows,
        targets,
        weights,
        spec,
        progress,
        booster -> {
          booster.setFeatureNames(rows.names().toArray(String[]::new));
          return booster.toByteArray(word(encoding));
        });
  }

  /**
   * Grows trees and lets them score other rows, nothing being kept.
   *
   * @param held rows with the same inputs
   * @return per held row the probability of the favourable class
   * @throws BoostingException if a parameter is out of range, or XGBoost fails
   */
  public static double[] score(
      OneHot rows,
      Targets targets,
      double @Nullable [] weights,
      TrainingSpec.XgBoost spec,
      OneHot held) {
    return grown(
        rows,
        targets,
        weights,
        spec,
        Progress.SILENT,
        booster -> {
          int width = held.names().size();
          DMatrix matrix =
              new DMatrix(held.values(), held.values().length / width, width, Float.NaN);
          try {
            float[][] answers = booster.predict(matrix);
            double[] scores = new double[answers.length];
            for (int row = 0; row < scores.length; row++) {
              scores[row] = answers[row][0];
            }
            return scores;
          } finally {
            matrix.dispose();
          }
        });
  }

  /** What is wanted of grown trees. */
  private interface Use<T> {
    T of(Booster booster) throws XGBoostError;
  }

  private static <T> T grown(
      OneHot rows,
      Targets targets,
      double @Nullable [] weights,
      TrainingSpec.XgBoost spec,
      Progress progress,
      Use<T> use) {
    Map<String, Object> parameters = parameters(spec, targets);
    try {
      DMatrix matrix = matrix(rows, targets, weights);
      try {
        Booster booster = boost(matrix, parameters, spec.rounds(), progress);
        try {
          return use.of(booster);
        } finally {
          booster.dispose();
        }
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw new BoostingException("XGBoost does not train: " + e.getMessage(), e);
    }
  }

  /**
   * The same model written another way, checked by XGBoost on the way.
   *
   * @throws BoostingException if it is no model
   */
  public static byte[] rewrite(byte[] model, Encoding encoding) {
    try {
      Booster booster = XGBoost.loadModel(model);
      try {
        return booster.toByteArray(word(encoding));
      } finally {
        booster.dispose();
      }
    } catch (XGBoostError | IOException e) {
      throw new BoostingException("XGBoost does not read this model: " + e.getMessage(), e);
    }
  }

  private static String word(Encoding encoding) {
    return switch (encoding) {
      case UBJ -> "ubj";
      case JSON -> "json";
    };
  }

  private static DMatrix matrix(OneHot encoded, Targets targets, double @Nullable [] weights)
      throws XGBoostError {
    int count = targets.labels().length;
    DMatrix matrix = new DMatrix(encoded.values(), count, encoded.names().size(), Float.NaN);
    matrix.setLabel(targets.labels());
    matrix.setFeatureNames(encoded.names().toArray(String[]::new));
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

  private static Map<String, Object> parameters(TrainingSpec.XgBoost spec, Targets targets) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", targets.objective());
    if (targets.classes() > 0) {
      parameters.put("num_class", targets.classes());
    }
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

  private static BoostingException outside(String name, Number value, String range) {
    return new BoostingException(
        "training.xgboost." + name + " is " + value + "; it must be " + range + ".");
  }
}
