package dev.countersign.model;

import dev.countersign.manifest.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Opens models by format. */
public final class Models {
  /** The largest model file that is opened, in bytes. */
  public static final long MAX_BYTES = 256L << 20;

  private Models() {}

  /**
   * Opens a model file of two classes, which is untrusted: its size, structure and answers are
   * checked.
   *
   * @param file the model
   * @param format how to read it
   * @param order the columns the model may see, in the order it is to see them; columns are matched
   *     by name where the model stores names, else by this order
   * @param favourableIndex which of the outputs is the favourable class, from 0
   * @return a scorer that the caller closes
   * @throws ModelException if the file can't be read or does not fit the columns
   */
  public static Scorer open(
      Path file, ModelSpec.Format format, List<String> order, int favourableIndex) {
    return open(file, format, order, List.of(), new Outputs.TwoClasses(favourableIndex));
  }

  /**
   * Opens a model file of any task. It may read some columns beside the features, if it asks for
   * them by name: trees that repair their inputs by group.
   *
   * @param beside these columns
   * @param outputs what its outputs mean
   * @throws ModelException if the file can't be read, does not fit the columns, or answers
   *     something else
   */
  public static Scorer open(
      Path file,
      ModelSpec.Format format,
      List<String> order,
      List<String> beside,
      Outputs outputs) {
    byte[] content = content(file);
    return switch (format) {
      case XGBOOST -> trees(XgBoostReader.read(content), order, beside, outputs);
      case LIGHTGBM -> trees(LightGbmReader.read(content), order, beside, outputs);
      case ONNX -> OnnxScorer.open(content, order, outputs);
      case MLFLOW_SCORING ->
          throw new ModelException(
              "The model is an endpoint, which is asked where it is and can't be opened or served"
                  + " from a file. Name a model file, or a router that serves what it has.");
    };
  }

  private static Scorer trees(
      NamedTrees read, List<String> order, List<String> beside, Outputs outputs) {
    List<String> columns =
        read.named() ? Stream.concat(order.stream(), beside.stream()).distinct().toList() : order;
    InputColumns inputs =
        InputColumns.match(read.features(), read.named(), columns)
            .withCategories(read.features(), read.categories(), read.refusesUnseen());
    return switch (outputs) {
      case Outputs.TwoClasses two ->
          new TreeScorer(
              new TreeModel(favourable(only(read), two), inputs), new Outputs.TwoClasses(1));
      case Outputs.Amount amount ->
          new TreeScorer(new TreeModel(amount(only(read)), inputs), amount);
      case Outputs.Classes classes -> {
        if (read.outputs().size() != classes.names().size()) {
          throw classes.unlike(read.outputs().size());
        }
        yield new ClassTreesScorer(read.outputs(), inputs, classes);
      }
    };
  }

  private static TreeEnsemble only(NamedTrees read) {
    if (read.outputs().size() > 1) {
      throw new ModelException(
          "The model has several outputs, one a class, but data.label.task is not multi-class."
              + " Train it with one output, or name its classes in their order: data.label {task:"
              + " multi-class, classes: […]}.");
    }
    return read.outputs().getFirst();
  }

  private static TreeEnsemble amount(TreeEnsemble read) {
    return switch (read.link()) {
      case Link.Identity(), Link.Amount() -> read.ofAmounts();
      case Link.Logistic(double steepness) ->
          throw new ModelException(
              "The model answers probabilities, but data.label.task is regression. Train it with"
                  + " squared error, or leave data.label.task out.");
    };
  }

  private static TreeEnsemble favourable(TreeEnsemble positive, Outputs.TwoClasses two) {
    return switch (two.favourableIndex()) {
      case 0 -> positive.complement();
      case 1 -> positive;
      default ->
          throw new ModelException(
              "favourableIndex is "
                  + two.favourableIndex()
                  + ", but the model has two classes: 0 and 1. Correct model.favourableIndex.");
    };
  }

  private static byte[] content(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ModelException("There is no model file " + file + ". Correct model.uri.");
      }
      long size = Files.size(file);
      if (size == 0) {
        throw new ModelException("The model file " + file + " is empty. Copy it again, whole.");
      }
      if (size > MAX_BYTES) {
        throw new ModelException(
            "The model file "
                + file
                + " has "
                + size
                + " bytes; at most "
                + MAX_BYTES
                + " are opened. Make the model smaller.");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelException(
          "The model file " + file + " can't be read: " + e.getMessage() + ". Check its rights.",
          e);
    }
  }
}
