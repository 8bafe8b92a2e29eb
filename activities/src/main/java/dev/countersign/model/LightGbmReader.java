package dev.countersign.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads LightGBM's text format: binary outcomes, several classes and regressions, numeric and
 * categorical splits. LightGBM compares 64-bit numbers with {@code <=}; a category in a node's set
 * goes left; a missing value is 0, or takes the default branch, or is what 0 is too, as each node
 * says.
 */
final class LightGbmReader {
  private static final Pattern POSITIONAL = Pattern.compile("Column_\\d+");
  private static final int MAX_OUTPUTS = 1000;
  private static final int CATEGORICAL = 1;
  private static final int DEFAULT_LEFT = 2;
  private static final int MISSING_IS_ZERO_TOO = 1;
  private static final int MISSING_IS_NAN = 2;

  private LightGbmReader() {}

  /**
   * Reads a model.
   *
   * @param content the file
   */
  static NamedTrees read(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (!text.startsWith("tree\n") && !text.startsWith("tree\r\n")) {
      throw new ModelException(
          "This is no LightGBM text model: its first line is not \"tree\". Save it with "
              + "save_model(\"model.txt\").");
    }
    int end = text.indexOf("\nend of trees");
    if (end < 0) {
      throw new ModelException(
          "The LightGBM model has no line \"end of trees\". It is truncated: copy it again,"
              + " whole.");
    }
    LightGbmClosing closing = LightGbmClosing.read(text.substring(end + 1));
    String[] blocks = text.substring(0, end + 1).split("\nTree=\\d+\\R", -1);
    LightGbmSection header = new LightGbmSection("header", blocks[0]);
    int outputs = header.integer("num_class");
    Link link = link(header.text("objective"), outputs);
    if (outputs < 1
        || outputs > MAX_OUTPUTS
        || header.integer("num_tree_per_iteration") != outputs) {
      throw severalOutputs(outputs, header.text("num_tree_per_iteration") + " trees a round");
    }
    List<String> names = List.of(header.text("feature_names").split(" "));
    if (names.size() != header.integer("max_feature_idx") + 1
        || names.size() > NamedTrees.MAX_INPUTS) {
      throw new ModelException(
          "The LightGBM model names " + names.size() + " features, not max_feature_idx + 1.");
    }
    int trees = blocks.length - 1;
    String sizes = header.optional("tree_sizes");
    if (sizes != null && sizes.split(" ").length != trees) {
      throw new ModelException(
          "The LightGBM model should have "
              + sizes.split(" ").length
              + " trees, but has "
              + trees
              + ". It is truncated: copy it again, whole.");
    }
    if (trees % outputs != 0) {
      throw severalOutputs(outputs, trees + " trees");
    }
    double scale = header.has("average_output") ? (double) outputs / Math.max(1, trees) : 1;
    List<TreeEnsembleBuilder> builders =
        Stream.generate(() -> new TreeEnsembleBuilder(names)).limit(outputs).toList();
    for (int i = 0; i < trees; i++) {
      builders.get(i % outputs).add(tree(new LightGbmSection("tree " + i, blocks[i + 1])), scale);
    }
    boolean named = !names.stream().allMatch(n -> POSITIONAL.matcher(n).matches());
    return new NamedTrees(
        builders.stream().map(builder -> builder.build(0, link, false)).toList(),
        named,
        closing.categories(header, names),
        false);
  }

  private static ModelException severalOutputs(int outputs, String beside) {
    return new ModelException(
        "The LightGBM model's several outputs are not read: it has "
            + outputs
            + " classes and "
            + beside
            + ". Train it with objective binary, multiclass or regression.");
  }

  /** Margins of several classes are made probabilities together, and each stands for itself. */
  private static Link link(String objective, int outputs) {
    String[] words = objective.split(" ");
    if (words[0].equals("multiclass") != outputs > 1) {
      throw severalOutputs(outputs, "the objective " + objective);
    }
    return switch (words[0]) {
      case "binary", "cross_entropy" -> {
        double sigmoid = 1;
        for (String word : words) {
          if (word.startsWith("sigmoid:")) {
            sigmoid = LightGbmSection.number("objective", word.substring("sigmoid:".length()));
          }
        }
        yield new Link.Logistic(sigmoid);
      }
      case "multiclass" -> new Link.Identity();
      case "regression", "regression_l1", "huber" -> {
        if (words.length > 1) {
          throw new ModelException(
              "The LightGBM objective " + objective + " is not read; train without " + words[1]);
        }
        yield new Link.Identity();
      }
      default ->
          throw new ModelException(
              "The LightGBM objective "
                  + objective
                  + " gives no probability and no number that is read; train with objective binary,"
                  + " multiclass or regression.");
    };
  }

  private static RawTree tree(LightGbmSection tree) {
    if ("1".equals(tree.optional("is_linear"))) {
      throw new ModelException("Linear trees are not read; train without linear_tree.");
    }
    int leaves = tree.integer("num_leaves");
    if (leaves < 1 || leaves > TreeEnsembleBuilder.MAX_NODES / 2) {
      throw new ModelException("LightGBM " + tree.name() + " has " + leaves + " leaves.");
    }
    int splits = leaves - 1;
    int nodes = splits + leaves;
    double[] leafValue = tree.numbers("leaf_value", leaves);
    double[] value = new double[nodes];
    System.arraycopy(leafValue, 0, value, splits, leaves);
    int[] feature = new int[nodes];
    double[] threshold = new double[nodes];
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    byte[] flags = new byte[nodes];
    double[] cover = new double[nodes];
    long[] @Nullable [] members = new long[nodes][];
    Arrays.fill(left, -1);
    if (splits == 0) {
      cover[0] = 1;
      return new RawTree(0, feature, threshold, left, right, flags, members, cover, value);
    }
    System.arraycopy(tree.numbers("internal_count", splits), 0, cover, 0, splits);
    System.arraycopy(tree.numbers("leaf_count", leaves), 0, cover, splits, leaves);
    int[] features = tree.integers("split_feature", splits);
    int[] lefts = tree.integers("left_child", splits);
    int[] rights = tree.integers("right_child", splits);
    int[] types = tree.integers("decision_type", splits);
    double[] thresholds = tree.numbers("threshold", splits);
    long[][] sets = sets(tree);
    for (int i = 0; i < splits; i++) {
      feature[i] = features[i];
      left[i] = lefts[i] >= 0 ? lefts[i] : splits + ~lefts[i];
      right[i] = rights[i] >= 0 ? rights[i] : splits + ~rights[i];
      threshold[i] = thresholds[i];
      if ((types[i] & CATEGORICAL) == 0) {
        flags[i] = numericFlags(types[i], thresholds[i]);
      } else {
        flags[i] = TreeEnsemble.CATEGORICAL | TreeEnsemble.MEMBERS_LEFT;
        members[i] = set(tree, sets, thresholds[i]);
      }
    }
    return new RawTree(0, feature, threshold, left, right, flags, members, cover, value);
  }

  private static byte numericFlags(int type, double threshold) {
    boolean defaultLeft = (type & DEFAULT_LEFT) != 0;
    int missing = type >> 2 & 3;
    boolean missingLeft =
        switch (missing) {
          case MISSING_IS_ZERO_TOO, MISSING_IS_NAN -> defaultLeft;
          default -> 0 <= threshold;
        };
    int flags = missingLeft ? TreeEnsemble.MISSING_LEFT : 0;
    if (missing == MISSING_IS_ZERO_TOO) {
      flags |= TreeEnsemble.ZERO_IS_MISSING;
    }
    return (byte) flags;
  }

  private static long[] set(LightGbmSection tree, long[][] sets, double index) {
    if (!(index >= 0 && index < sets.length)) {
      throw new ModelException("LightGBM " + tree.name() + " has no category set " + index + ".");
    }
    return sets[(int) index];
  }

  private static long[][] sets(LightGbmSection tree) {
    int count = tree.integer("num_cat");
    if (count == 0) {
      return new long[0][];
    }
    int[] bounds = tree.integers("cat_boundaries", count + 1);
    double[] words = tree.numbers("cat_threshold", bounds[count]);
    long[][] sets = new long[count][];
    for (int i = 0; i < count; i++) {
      if (bounds[i] < 0 || bounds[i + 1] < bounds[i] || bounds[i + 1] > words.length) {
        throw new ModelException("LightGBM " + tree.name() + " has broken cat_boundaries.");
      }
      sets[i] = new long[(bounds[i + 1] - bounds[i] + 1) / 2];
      for (int w = bounds[i]; w < bounds[i + 1]; w++) {
        int at = w - bounds[i];
        sets[i][at / 2] |= ((long) words[w] & 0xffff_ffffL) << (at % 2 * 32);
      }
    }
    return sets;
  }
}
