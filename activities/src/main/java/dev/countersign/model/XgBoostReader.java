package dev.countersign.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads XGBoost models, UBJSON or JSON, of version 1.6 and later: {@code gbtree} and {@code dart}
 * boosters for a binary outcome. The base score is read both as a number and as the vector that
 * XGBoost 3.1 and later write; all trees count, as in {@code Booster.predict}.
 *
 * <p>XGBoost compares 32-bit numbers with {@code <}; a category in a node's set goes right.
 */
final class XgBoostReader {
  private static final int MAX_CATEGORY = 1 << 24;
  private static final int MAX_SET_WORDS = 1 << 24;

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
    oneOutput(parameters);
    int inputs = parameters.field("num_feature").integer();
    List<String> stored = names(learner.optional("feature_names"), inputs);
    Link link = link(learner.field("objective").field("name").text());
    double base = baseMargin(parameters.field("base_score"), link);

    Document booster = learner.field("gradient_booster");
    TreeEnsembleBuilder builder =
        new TreeEnsembleBuilder(stored.isEmpty() ? NamedTrees.byPosition(inputs) : stored);
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
    for (double group : booster.field("model").field("tree_info").numbers(trees.size())) {
      if (group != 0) {
        throw severalOutputs();
      }
    }
    if (weights.length != 0 && weights.length != trees.size()) {
      throw new ModelException(
          "The model has " + trees.size() + " trees, but " + weights.length + " weight_drop.");
    }
    for (int i = 0; i < trees.size(); i++) {
      builder.add(tree(trees.get(i)), weights.length == 0 ? 1 : weights[i]);
    }
    List<String> names = stored.isEmpty() ? NamedTrees.byPosition(inputs) : stored;
    return new NamedTrees(
        builder.build(base, link, true),
        !stored.isEmpty(),
        XgBoostCategories.read(booster.field("model").optional("cats"), names),
        true);
  }

  private static void oneOutput(Document parameters) {
    Document targets = parameters.optional("num_target");
    if (parameters.field("num_class").integer() > 1 || (targets != null && targets.integer() > 1)) {
      throw severalOutputs();
    }
  }

  private static ModelException severalOutputs() {
    return new ModelException(
        "The XGBoost model has several outputs; a release decides between favourable and not. Train"
            + " it with binary:logistic, or export it to ONNX and say favourableIndex.");
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

  private static Link link(String objective) {
    return switch (objective) {
      case "binary:logistic", "reg:logistic" -> new Link.Logistic(1);
      case "reg:squarederror", "reg:linear" -> new Link.Identity();
      default ->
          throw new ModelException(
              "The objective " + objective + " gives no probability; train with binary:logistic.");
    };
  }

  /** The base score is stored as a probability, in a number or in a vector of one. */
  private static double baseMargin(Document score, Link link) {
    double base = baseScore(score);
    return switch (link) {
      case Link.Identity() -> base;
      case Link.Logistic(double steepness) -> {
        if (!(base > 0 && base < 1)) {
          throw new ModelException(
              String.format(Locale.ROOT, "The base score %s is no probability.", base));
        }
        yield Math.log(base / (1 - base)) / steepness;
      }
    };
  }

  private static double baseScore(Document score) {
    if (score.value() instanceof Document.Value.Text(String text) && text.strip().startsWith("[")) {
      String inner = text.strip();
      inner = inner.endsWith("]") ? inner.substring(1, inner.length() - 1) : inner;
      if (inner.contains(",")) {
        throw severalOutputs();
      }
      return new Document(score.path(), new Document.Value.Text(inner.strip())).number();
    }
    return switch (score.value()) {
      case Document.Value.Numbers(double[] numbers) -> score.numbers(1)[0];
      default -> score.number();
    };
  }

  private RawTree tree(Document tree) {
    int nodes = tree.field("tree_param").field("num_nodes").integer();
    Document leafSize = tree.field("tree_param").optional("size_leaf_vector");
    if (leafSize != null && leafSize.integer() > 1) {
      throw severalOutputs();
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
