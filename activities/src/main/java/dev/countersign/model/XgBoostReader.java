package dev.countersign.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads XGBoost models, UBJSON or JSON, of version 1.6 and later: {@code gbtree} and {@code dart}
 * boosters for a binary outcome, several classes or a number. The base score is read both as a
 * number and as the vector that XGBoost 3.1 and later write; all trees count, as in {@code
 * Booster.predict}.
 *
 * <p>XGBoost compares 32-bit numbers with {@code <}; a category in a node's set goes right.
 */
final class XgBoostReader {
  private static final int MAX_CATEGORY = 1 << 24;
  private static final int MAX_SET_WORDS = 1 << 24;
  private static final int MAX_OUTPUTS = 1000;

  private int setWords;

  private XgBoostReader() {}

  /**
   * Reads a model.
   *
   * @param content the file
   * @return the ensemble and the names it stores, which are empty where it stores none
   */
  static NamedTrees read(byte[] content) {
    return new XgBoostReader().read(document(content));
  }

  private static Document document(byte[] content) {
    if (content.length < 2 || content[0] != '{') {
      throw new ModelException(
          "This is no XGBoost model in UBJSON or JSON. Save it with save_model(\"model.ubj\"); the "
              + "old binary format is not read.");
    }
    int second = 1;
    while (second < content.length - 1 && Character.isWhitespace(content[second])) {
      second++;
    }
    return content[second] == '"' || content[second] == '}'
        ? JsonReader.read(content)
        : UbjReader.read(content);
  }

  private NamedTrees read(Document file) {
    Document learner = file.field("learner");
    Document parameters = learner.field("learner_model_param");
    int outputs = outputs(parameters);
    int inputs = parameters.field("num_feature").integer();
    List<String> stored = names(learner.optional("feature_names"), inputs);
    Link link = link(learner.field("objective").field("name").text(), outputs);
    double[] bases = baseMargins(parameters.field("base_score"), link, outputs);

    Document booster = learner.field("gradient_booster");
    List<String> names = stored.isEmpty() ? NamedTrees.byPosition(inputs) : stored;
    List<TreeEnsembleBuilder> builders =
        Stream.generate(() -> new TreeEnsembleBuilder(names)).limit(outputs).toList();
    double[] weights = {};
    String kind = booster.field("name").text();
    switch (kind) {
      case "gbtree" -> {}
      case "dart" -> {
        weights = booster.field("weight_drop").numbers();
        booster = booster.field("gbtree");
      }
      default ->
          throw new ModelException(
              "The booster "
                  + kind
                  + " is not read; train with gbtree or dart, or export to ONNX.");
    }
    List<Document> trees = booster.field("model").field("trees").items();
    int[] of = booster.field("model").field("tree_info").integers(trees.size());
    if (weights.length != 0 && weights.length != trees.size()) {
      throw new ModelException(
          "The model has " + trees.size() + " trees, but " + weights.length + " weight_drop.");
    }
    for (int i = 0; i < trees.size(); i++) {
      if (of[i] < 0 || of[i] >= outputs) {
        throw severalOutputs("tree " + i + " is of output " + of[i] + " of " + outputs);
      }
      builders.get(of[i]).add(tree(trees.get(i)), weights.length == 0 ? 1 : weights[i]);
    }
    List<TreeEnsemble> ensembles = new ArrayList<>();
    for (int output = 0; output < outputs; output++) {
      ensembles.add(builders.get(output).build(bases[output], link, true));
    }
    return new NamedTrees(
        ensembles,
        !stored.isEmpty(),
        XgBoostCategories.read(booster.field("model").optional("cats"), names),
        true);
  }

  private static int outputs(Document parameters) {
    Document targets = parameters.optional("num_target");
    if (targets != null && targets.integer() > 1) {
      throw severalOutputs("it predicts " + targets.integer() + " targets at once");
    }
    int outputs = Math.max(1, parameters.field("num_class").integer());
    if (outputs > MAX_OUTPUTS) {
      throw severalOutputs("it has " + outputs + " classes; at most " + MAX_OUTPUTS + " are read");
    }
    return outputs;
  }

  private static ModelException severalOutputs(String why) {
    return new ModelException(
        "The XGBoost model's several outputs are not read: "
            + why
            + ". Train it with binary:logistic, multi:softprob or reg:squarederror, one tree an"
            + " output.");
  }

  private static List<String> names(@Nullable Document names, int inputs) {
    List<String> stored =
        names == null ? List.of() : names.items().stream().map(Document::text).toList();
    if (!stored.isEmpty() && stored.size() != inputs) {
      throw new ModelException(
          "The model takes " + inputs + " inputs, but stores " + stored.size() + " names.");
    }
    if (stored.stream().distinct().count() != stored.size()) {
      throw new ModelException("The model stores the same feature name twice. Rename and retrain.");
    }
    return stored;
  }

  /** Margins of several classes are made probabilities together, and each stands for itself. */
  private static Link link(String objective, int outputs) {
    boolean classes = objective.equals("multi:softprob") || objective.equals("multi:softmax");
    if (classes != outputs > 1) {
      throw severalOutputs("the objective is " + objective + ", with " + outputs + " outputs");
    }
    return switch (objective) {
      case "binary:logistic", "reg:logistic" -> new Link.Logistic(1);
      case "reg:squarederror",
          "reg:linear",
          "reg:absoluteerror",
          "reg:pseudohubererror",
          "multi:softprob",
          "multi:softmax" ->
          new Link.Identity();
      default ->
          throw new ModelException(
              "The objective "
                  + objective
                  + " gives no probability and no number that is read; train with binary:logistic,"
                  + " multi:softprob or reg:squarederror.");
    };
  }

  /** The base score is stored as an answer, in a number or in a vector with one an output. */
  private static double[] baseMargins(Document score, Link link, int outputs) {
    double[] bases = baseScores(score);
    if (bases.length == 1 && outputs > 1) {
      bases = DoubleStream.generate(() -> baseScores(score)[0]).limit(outputs).toArray();
    }
    if (bases.length != outputs) {
      throw severalOutputs(bases.length + " base scores for " + outputs + " outputs");
    }
    return Arrays.stream(bases).map(base -> margin(base, link)).toArray();
  }

  private static double margin(double base, Link link) {
    return switch (link) {
      case Link.Identity(), Link.Amount() -> base;
      case Link.Logistic(double steepness) -> {
        if (!(base > 0 && base < 1)) {
          throw new ModelException(
              String.format(Locale.ROOT, "The base score %s is no probability.", base));
        }
        yield Math.log(base / (1 - base)) / steepness;
      }
    };
  }

  private static double[] baseScores(Document score) {
    if (score.value() instanceof Document.Value.Text(String text) && text.strip().startsWith("[")) {
      String inner = text.strip();
      inner = inner.endsWith("]") ? inner.substring(1, inner.length() - 1) : inner;
      return Arrays.stream(inner.split(",", -1))
          .mapToDouble(
              one -> new Document(score.path(), new Document.Value.Text(one.strip())).number())
          .toArray();
    }
    return switch (score.value()) {
      case Document.Value.Numbers(double[] numbers) -> numbers;
      default -> new double[] {score.number()};
    };
  }

  private RawTree tree(Document tree) {
    int nodes = tree.field("tree_param").field("num_nodes").integer();
    Document leafSize = tree.field("tree_param").optional("size_leaf_vector");
    if (leafSize != null && leafSize.integer() > 1) {
      throw severalOutputs("its trees have leaves of several numbers (multi_output_tree)");
    }
    int[] left = tree.field("left_children").integers(nodes);
    double[] conditions = tree.field("split_conditions").numbers(nodes);
    double[] missingLeft = tree.field("default_left").numbers(nodes);
    double[] threshold = new double[nodes];
    double[] value = new double[nodes];
    byte[] flags = new byte[nodes];
    for (int i = 0; i < nodes; i++) {
      value[i] = (float) conditions[i];
      threshold[i] = Math.nextDown((float) conditions[i]);
      flags[i] = missingLeft[i] != 0 ? TreeEnsemble.MISSING_LEFT : 0;
    }
    return new RawTree(
        0,
        tree.field("split_indices").integers(nodes),
        threshold,
        left,
        tree.field("right_children").integers(nodes),
        flags,
        categories(tree, nodes, flags),
        tree.field("sum_hessian").numbers(nodes),
        value);
  }

  private long[] @Nullable [] categories(Document tree, int nodes, byte[] flags) {
    long[] @Nullable [] members = new long[nodes][];
    Document splitType = tree.optional("split_type");
    if (splitType == null) {
      return members;
    }
    int[] types = splitType.integers(nodes);
    int[] owners = tree.field("categories_nodes").integers(size(tree, "categories_nodes"));
    int[] starts = tree.field("categories_segments").integers(owners.length);
    int[] sizes = tree.field("categories_sizes").integers(owners.length);
    int[] all = tree.field("categories").integers(size(tree, "categories"));
    for (int i = 0; i < owners.length; i++) {
      if (owners[i] < 0
          || owners[i] >= nodes
          || starts[i] < 0
          || sizes[i] < 0
          || (long) starts[i] + sizes[i] > all.length) {
        throw new ModelException(tree.path() + " has categories that point outside the file.");
      }
      members[owners[i]] = set(tree.path(), all, starts[i], sizes[i]);
      flags[owners[i]] |= TreeEnsemble.CATEGORICAL;
    }
    for (int i = 0; i < nodes; i++) {
      if ((types[i] == 1) != (members[i] != null)) {
        throw new ModelException(tree.path() + " node " + i + " is categorical without a set.");
      }
    }
    return members;
  }

  private static int size(Document tree, String field) {
    return tree.field(field).numbers().length;
  }

  private long[] set(String path, int[] all, int start, int size) {
    int largest = 0;
    for (int i = start; i < start + size; i++) {
      if (all[i] < 0 || all[i] >= MAX_CATEGORY) {
        throw new ModelException(path + " has a category " + all[i] + " out of range.");
      }
      largest = Math.max(largest, all[i]);
    }
    setWords += largest / Long.SIZE + 1;
    if (setWords > MAX_SET_WORDS) {
      throw new ModelException("The model's category sets take more room than is allowed.");
    }
    long[] set = new long[largest / Long.SIZE + 1];
    for (int i = start; i < start + size; i++) {
      set[all[i] >> 6] |= 1L << (all[i] & 63);
    }
    return set;
  }
}
