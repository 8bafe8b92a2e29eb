package dev.countersign.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the model is trained: exactly one of the three.
 *
 * @param xgboost the built-in gradient-boosted trees
 * @param command a program that reads rows and writes a model
 * @param activity an activity on another task queue, in any language
 */
public record TrainingSpec(
    @Nullable XgBoost xgboost, @Nullable Command command, @Nullable Activity activity) {

  /**
   * Built-in XGBoost, logistic loss, histogram trees, one thread, so that the same seed gives the
   * same model.
   *
   * @param rounds trees, 1 to 10,000
   * @param maxDepth 1 to 16, default 6
   * @param learningRate in (0, 1], default 0.3
   * @param subsample in (0, 1], default 1
   * @param colsampleByTree in (0, 1], default 1
   * @param minChildWeight at least 0, default 1
   * @param lambda L2 regularisation, at least 0, default 1
   * @param seed default 0
   */
  public record XgBoost(
      int rounds,
      @Nullable Integer maxDepth,
      @Nullable Double learningRate,
      @Nullable Double subsample,
      @Nullable Double colsampleByTree,
      @Nullable Double minChildWeight,
      @Nullable Double lambda,
      @Nullable Long seed) {}

  /**
   * A program. It is run in an empty folder with the environment variables {@code
   * COUNTERSIGN_TRAIN} (CSV of the training rows with a column {@code sample_weight}) and {@code
   * COUNTERSIGN_MODEL} (where to write the model); a non-zero exit fails the release.
   *
   * @param run program and arguments; the worker must allow the program by name
   * @param format of the model it writes
   * @param timeout for example {@code 2h}
   */
  public record Command(List<String> run, ModelSpec.Format format, @Nullable String timeout) {
    public Command {
      run = run == null ? List.of() : List.copyOf(run);
    }
  }

  /**
   * An activity somewhere else.
   *
   * @param type activity type
   * @param taskQueue where its worker listens
   * @param format of the model it returns
   * @param timeout for example {@code 2h}
   */
  public record Activity(
      String type, String taskQueue, ModelSpec.Format format, @Nullable String timeout) {}
}
