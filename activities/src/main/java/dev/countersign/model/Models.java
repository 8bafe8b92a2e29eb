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
   * Opens a model file, which is untrusted: its size, structure and answers are checked.
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
    return open(file, format, order, List.of(), favourableIndex);
  }

  /**
   * Opens a model file that may read some columns beside the features, if it asks for them by name:
   * trees that repair their inputs by group.
   *
   * @param beside these columns
   * @throws ModelException if the file can't be read or does not fit the columns
   */
  public static Scorer open(
      Path file,
      ModelSpec.Format format,
      List<String> order,
      List<String> beside,
      int favourableIndex) {
    byte[] content = content(file);
    return switch (format) {
      case XGBOOST -> trees(XgBoostReader.read(content), order, beside, favourableIndex);
      case LIGHTGBM -> trees(LightGbmReader.read(content), order, beside, favourableIndex);
      case ONNX -> OnnxScorer.open(content, order, favourableIndex);
      case MLFLOW_SCORING ->
          throw new ModelException(
              "The model is an endpoint, which is asked where it is and can't be opened or served"
                  + " from a file. Name a model file, or a router that serves what it has.");
    };
  }

  private static Scorer trees(
      NamedTrees read, List<String> order, List<String> beside, int favourableIndex) {
    List<String> columns =
        read.named() ? Stream.concat(order.stream(), beside.stream()).distinct().toList() : order;
    TreeEnsemble positive = read.trees();
    TreeEnsemble favourable =
        switch (favourableIndex) {
          case 0 -> positive.complement();
          case 1 -> positive;
          default ->
              throw new ModelException(
                  "favourableIndex is "
                      + favourableIndex
                      + ", but the model has two classes: 0 and 1. Correct model.favourableIndex.");
        };
    InputColumns inputs =
        InputColumns.match(favourable.features(), read.named(), columns)
            .withCategories(favourable.features(), read.categories(), read.refusesUnseen());
    return new TreeScorer(new TreeModel(favourable, inputs));
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
