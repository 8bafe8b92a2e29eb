package dev.countersign.manifest;

import dev.countersign.manifest.binding.AtLeastOne;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Form;
import dev.countersign.manifest.binding.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the model is trained: exactly one of the three. */
public record TrainingSpec(
    @Doc("The built-in gradient-boosted trees.") @Nullable XgBoost xgboost,
    @Doc("A program that reads rows and writes a model.") @Nullable Command command,
    @Doc("An activity on another task queue, in any language.") @Nullable Activity activity) {

  /**
   * Built-in XGBoost: logistic loss, histogram trees, one thread, so that the same seed gives the
   * same model.
   */
  public record XgBoost(
      @Doc("How many trees.") @Range(min = 1, max = 10_000) int rounds,
      @Doc("Depth of a tree; default 6.") @Range(min = 1, max = 16) @Nullable Integer maxDepth,
      @Doc("Shrinkage of each tree; default 0.3.") @Range(min = 0, above = true, max = 1)
          @Nullable Double learningRate,
      @Doc("Share of rows a tree sees; default 1.") @Range(min = 0, above = true, max = 1)
          @Nullable Double subsample,
      @Doc("Share of columns a tree sees; default 1.") @Range(min = 0, above = true, max = 1)
          @Nullable Double colsampleByTree,
      @Doc("Least sum of hessians in a leaf; default 1.") @Range(min = 0)
          @Nullable Double minChildWeight,
      @Doc("L2 regularisation; default 1.") @Range(min = 0) @Nullable Double lambda,
      @Doc("Seed of the sampling; default 0.") @Nullable Long seed) {}

  /**
   * A program. It is run in an empty folder with the environment variables {@code
   * COUNTERSIGN_TRAIN} (CSV of the training rows with a column {@code sample_weight}) and {@code
   * COUNTERSIGN_MODEL} (where to write the model); a non-zero exit fails the release.
   */
  public record Command(
      @Doc("Program and arguments; the worker must allow the program by name.") @AtLeastOne
          List<String> run,
      @Doc("Of the model it writes.") ModelSpec.Format format,
      @Doc("When it is stopped, for example 2h.")
          @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
          @Nullable String timeout) {
    public Command {
      run = run == null ? List.of() : List.copyOf(run);
    }
  }

  /** An activity somewhere else. */
  public record Activity(
      @Doc("The activity's type.") String type,
      @Doc("The task queue its worker listens on.") String taskQueue,
      @Doc("Of the model it returns.") ModelSpec.Format format,
      @Doc("When it is given up, for example 2h.")
          @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
          @Nullable String timeout) {}
}
