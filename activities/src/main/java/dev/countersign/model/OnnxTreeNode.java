package dev.countersign.model;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A TreeEnsembleClassifier or TreeEnsembleRegressor (ai.onnx.ml 1 to 3): parallel lists with one
 * entry a node, and others with one entry a leaf and output. What the native runtime takes on trust
 * is checked here.
 */
final class OnnxTreeNode {
  private final boolean classifier;
  private final OnnxAttributes attributes;
  private final long[] inputs;
  private final long[] whenTrue;
  private final long[] whenFalse;
  private final double[] thresholds;
  private final List<String> modes;
  private final long[] missingTrue;
  private final double[] hits;
  private final long[] leafOutputs;
  private final double[] leafWeights;
  private final int[] leafNodes;
  private final List<Tree> trees = new ArrayList<>();

  private static final String MISSING = "nodes_missing_value_tracks_true";

  /** Where one tree's nodes are in the lists, and by which number each is known. */
  private record Tree(long id, int from, int to, Map<Long, Integer> byId) {}

  private OnnxTreeNode(NodeProto node) {
    classifier = node.getOpType().equals("TreeEnsembleClassifier");
    attributes = new OnnxAttributes(node);
    String leaf = classifier ? "class_" : "target_";
    long[] treeIds = attributes.integers("nodes_treeids", -1);
    int nodes = treeIds.length;
    long[] nodeIds = attributes.integers("nodes_nodeids", nodes);
    inputs = attributes.integers("nodes_featureids", nodes);
    whenTrue = attributes.integers("nodes_truenodeids", nodes);
    whenFalse = attributes.integers("nodes_falsenodeids", nodes);
    thresholds = attributes.numbers("nodes_values", nodes);
    modes = attributes.texts("nodes_modes", nodes);
    missingTrue = attributes.has(MISSING) ? attributes.integers(MISSING, nodes) : new long[nodes];
    hits =
        attributes.has("nodes_hitrates")
            ? attributes.numbers("nodes_hitrates", nodes)
            : new double[0];
    findTrees(treeIds, nodeIds);
    long[] leafTreeIds = attributes.integers(leaf + "treeids", -1);
    long[] leafNodeIds = attributes.integers(leaf + "nodeids", leafTreeIds.length);
    leafOutputs = attributes.integers(leaf + "ids", leafTreeIds.length);
    leafWeights = attributes.numbers(leaf + "weights", leafTreeIds.length);
    leafNodes = leafNodes(leafTreeIds, leafNodeIds);
  }

  static boolean isTree(NodeProto node) {
    return node.getDomain().equals("ai.onnx.ml")
        && (node.getOpType().equals("TreeEnsembleClassifier")
            || node.getOpType().equals("TreeEnsembleRegressor"));
  }

  /** Whether it says of any split that missing values go where the condition holds. */
  static boolean placesMissing(NodeProto node) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(MISSING))
        .flatMap(attribute -> attribute.getIntsList().stream())
        .anyMatch(tracks -> tracks != 0);
  }

  /**
   * Reads an operator.
   *
   * @throws ModelException if its lists disagree, a node points nowhere, or a tree is no tree
   */
  static OnnxTreeNode of(NodeProto node) {
    OnnxTreeNode read = new OnnxTreeNode(node);
    read.check();
    return read;
  }

  private void findTrees(long[] treeIds, long[] nodeIds) {
    Map<Long, Tree> byTree = new HashMap<>();
    int from = 0;
    for (int i = 1; i <= treeIds.length; i++) {
      if (i == treeIds.length || treeIds[i] != treeIds[from]) {
        Map<Long, Integer> byId = new HashMap<>();
        for (int node = from; node < i; node++) {
          if (byId.put(nodeIds[node], node) != null) {
            throw attributes.refused("numbers two nodes of tree " + treeIds[from] + " alike");
          }
        }
        Tree tree = new Tree(treeIds[from], from, i, byId);
        if (byTree.put(treeIds[from], tree) != null) {
          throw attributes.refused("scatters the nodes of tree " + treeIds[from]);
        }
        trees.add(tree);
        from = i;
      }
    }
  }

  private int[] leafNodes(long[] leafTreeIds, long[] leafNodeIds) {
    Map<Long, Tree> byTree = new HashMap<>();
    trees.forEach(tree -> byTree.put(tree.id(), tree));
    int[] out = new int[leafTreeIds.length];
    for (int i = 0; i < out.length; i++) {
      Tree tree = byTree.get(leafTreeIds[i]);
      Integer node = tree == null ? null : tree.byId().get(leafNodeIds[i]);
      if (node == null || !isLeaf(node)) {
        throw attributes.refused(
            "has a weight for node " + leafNodeIds[i] + " of tree " + leafTreeIds[i] + ", no leaf");
      }
      out[i] = node;
    }
    return out;
  }

  private boolean isLeaf(int node) {
    return modes.get(node).equals("LEAF");
  }

  private void check() {
    long widest = 0;
    for (int i = 0; i < inputs.length; i++) {
      if (!isLeaf(i) && (inputs[i] < 0 || inputs[i] >= NamedTrees.MAX_INPUTS)) {
        throw attributes.refused("looks at input " + inputs[i]);
      }
      if (!isLeaf(i) && thresholds[i] == Double.POSITIVE_INFINITY) {
        throw attributes.refused(
            "splits on whether a value is missing (a threshold of Infinity), but where missing"
                + " values go was not exported. Fill them in before the trees (SimpleImputer)");
      }
      widest = Math.max(widest, isLeaf(i) ? 0 : inputs[i]);
    }
    for (long output : leafOutputs) {
      if (output < 0 || output >= (classifier ? classes() : NamedTrees.MAX_INPUTS)) {
        throw attributes.refused("has a leaf for output " + output);
      }
    }
    TreeEnsembleBuilder builder = new TreeEnsembleBuilder(NamedTrees.byPosition((int) widest + 1));
    trees(-1).forEach(tree -> builder.add(tree, 1));
    builder.build(0, new Link.Identity(), true);
  }

  /** The largest input any split looks at. */
  int widestInput() {
    int widest = 0;
    for (int i = 0; i < inputs.length; i++) {
      widest = Math.max(widest, isLeaf(i) ? 0 : (int) inputs[i]);
    }
    return widest;
  }

  /** Whether every comparison is one of order, as {@link TreeEnsemble} knows. */
  boolean isOrdered() {
    return modes.stream().noneMatch(m -> m.equals("BRANCH_EQ") || m.equals("BRANCH_NEQ"));
  }

  /** The trees for one output, or with the sum of all their weights when it is negative. */
  List<RawTree> trees(int output) {
    double[] leaves = new double[inputs.length];
    for (int i = 0; i < leafNodes.length; i++) {
      if (output < 0 || leafOutputs[i] == output) {
        leaves[leafNodes[i]] += leafWeights[i];
      }
    }
    boolean covered = hits.length > 0 && trees.stream().allMatch(this::coversAddUp);
    return trees.stream().map(tree -> tree(tree, leaves, covered)).toList();
  }

  private RawTree tree(Tree tree, double[] leaves, boolean covered) {
    int nodes = tree.to() - tree.from();
    int[] feature = new int[nodes];
    double[] threshold = new double[nodes];
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    byte[] flags = new byte[nodes];
    int splits = 0;
    for (int i = 0; i < nodes; i++) {
      int node = tree.from() + i;
      String mode = modes.get(node);
      if (isLeaf(node)) {
        left[i] = -1;
        continue;
      }
      splits++;
      boolean swapped = mode.equals("BRANCH_GT") || mode.equals("BRANCH_GTE");
      int ifTrue = child(tree, whenTrue[node]) - tree.from();
      int ifFalse = child(tree, whenFalse[node]) - tree.from();
      feature[i] = (int) inputs[node];
      threshold[i] = threshold(mode, thresholds[node]);
      left[i] = swapped ? ifFalse : ifTrue;
      right[i] = swapped ? ifTrue : ifFalse;
      flags[i] = (missingTrue[node] != 0) != swapped ? TreeEnsemble.MISSING_LEFT : 0;
    }
    if (nodes != 2 * splits + 1) {
      throw attributes.refused("has nodes in tree " + tree.id() + " that its root does not reach");
    }
    return new RawTree(
        0,
        feature,
        threshold,
        left,
        right,
        flags,
        new long[nodes][],
        covered ? Arrays.copyOfRange(hits, tree.from(), tree.to()) : new double[0],
        Arrays.copyOfRange(leaves, tree.from(), tree.to()));
  }

  private double threshold(String mode, double value) {
    return switch (mode) {
      case "BRANCH_LEQ", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ" -> value;
      case "BRANCH_LT", "BRANCH_GTE" ->
          attributes.isWide("nodes_values") ? Math.nextDown(value) : Math.nextDown((float) value);
      default -> throw attributes.refused("has a node of the unknown mode " + mode);
    };
  }

  private int child(Tree tree, long id) {
    Integer child = tree.byId().get(id);
    if (child == null) {
      throw attributes.refused(
          "points to node " + id + " of tree " + tree.id() + ", which is not there");
    }
    return child;
  }

  /** Hit rates are covers only when each split's children share out what it received. */
  private boolean coversAddUp(Tree tree) {
    for (int i = tree.from(); i < tree.to(); i++) {
      if (!isLeaf(i)) {
        double below = hits[child(tree, whenTrue[i])] + hits[child(tree, whenFalse[i])];
        if (!(Math.abs(below - hits[i]) <= 1e-3 * hits[i])) {
          return false;
        }
      }
    }
    return true;
  }

  boolean isClassifier() {
    return classifier;
  }

  /** Number of class labels; 0 for a regressor. */
  int classes() {
    return attributes.count("classlabels_int64s") + attributes.count("classlabels_strings");
  }

  /** Outputs that leaves speak of, each once. */
  long[] outputs() {
    return Arrays.stream(leafOutputs).distinct().toArray();
  }

  /** What is added to the sums, one entry an output; empty where there is none. */
  double[] baseValues() {
    return attributes.has("base_values") ? attributes.numbers("base_values", -1) : new double[0];
  }

  /** What is done with the sums. */
  String postTransform() {
    return attributes.text("post_transform", "NONE");
  }

  /** How a regressor joins its trees. */
  String aggregate() {
    return attributes.text("aggregate_function", "SUM");
  }
}
