package dev.countersign.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sees an ONNX graph as a tree ensemble where it is nothing but one: a single numeric input
 * straight into the trees, and their scores straight out.
 */
final class OnnxTrees {
  private static final Set<String> PASSING = Set.of("Identity", "Cast", "ZipMap");

  private OnnxTrees() {}

  /**
   * The ensemble's view of one class.
   *
   * @param graph a graph that passed {@link OnnxModel#read}
   * @param inputs number of inputs
   * @param favourableIndex the favourable class
   * @return nothing where the graph does more than its trees, or joins them in a way {@link
   *     TreeEnsemble} does not know
   */
  static Optional<TreeEnsemble> view(GraphProto graph, int inputs, int favourableIndex) {
    List<NodeProto> trees = graph.getNodeList().stream().filter(OnnxTreeNode::isTree).toList();
    boolean alone =
        graph.getInputCount() == 1
            && trees.size() == 1
            && graph.getNodeList().stream()
                .allMatch(n -> PASSING.contains(n.getOpType()) || OnnxTreeNode.isTree(n));
    if (!alone || !readsDirectly(graph, trees.getFirst().getInput(0))) {
      return Optional.empty();
    }
    OnnxTreeNode node = OnnxTreeNode.of(trees.getFirst());
    if (!node.isOrdered() || node.widestInput() >= inputs) {
      return Optional.empty();
    }
    boolean single = elementType(graph.getInput(0)) != TensorProto.DataType.DOUBLE.getNumber();
    return node.isClassifier()
        ? classifier(node, inputs, favourableIndex, single)
        : regressor(node, inputs, favourableIndex, single);
  }

  private static Optional<TreeEnsemble> classifier(
      OnnxTreeNode node, int inputs, int favourableIndex, boolean single) {
    Optional<Link> link = link(node.postTransform());
    if (link.isEmpty() || favourableIndex >= node.classes()) {
      return Optional.empty();
    }
    double[] base = node.baseValues();
    boolean oneScore = node.classes() == 2 && node.outputs().length == 1;
    if (oneScore) {
      TreeEnsemble positive =
          sum(
              node,
              -1,
              inputs,
              base.length == 0 ? 0 : base[base.length - 1],
              1,
              link.get(),
              single);
      return Optional.of(favourableIndex == 1 ? positive : positive.complement());
    }
    if (base.length != 0 && base.length != node.classes()) {
      return Optional.empty();
    }
    return Optional.of(
        sum(
            node,
            favourableIndex,
            inputs,
            base.length == 0 ? 0 : base[favourableIndex],
            1,
            link.get(),
            single));
  }

  private static Optional<TreeEnsemble> regressor(
      OnnxTreeNode node, int inputs, int favourableIndex, boolean single) {
    Optional<Link> link = link(node.postTransform());
    double[] base = node.baseValues();
    if (link.isEmpty() || node.outputs().length != 1 || favourableIndex > 1 || base.length > 1) {
      return Optional.empty();
    }
    double scale;
    switch (node.aggregate()) {
      case "SUM" -> scale = 1;
      case "AVERAGE" -> scale = 1.0 / node.trees(-1).size();
      default -> {
        return Optional.empty();
      }
    }
    TreeEnsemble positive =
        sum(node, -1, inputs, base.length == 0 ? 0 : base[0], scale, link.get(), single);
    return Optional.of(favourableIndex == 1 ? positive : positive.complement());
  }

  private static TreeEnsemble sum(
      OnnxTreeNode node,
      int output,
      int inputs,
      double base,
      double scale,
      Link link,
      boolean single) {
    TreeEnsembleBuilder builder = new TreeEnsembleBuilder(NamedTrees.byPosition(inputs));
    node.trees(output).forEach(tree -> builder.add(tree, scale));
    return builder.build(base, link, single);
  }

  private static Optional<Link> link(String postTransform) {
    return switch (postTransform) {
      case "NONE" -> Optional.of(new Link.Identity());
      case "LOGISTIC" -> Optional.of(new Link.Logistic(1));
      default -> Optional.empty();
    };
  }

  private static boolean readsDirectly(GraphProto graph, String tensor) {
    if (tensor.equals(graph.getInput(0).getName())) {
      return true;
    }
    return graph.getNodeList().stream()
        .filter(n -> n.getOpType().equals("Identity") && n.getOutputList().contains(tensor))
        .anyMatch(n -> n.getInput(0).equals(graph.getInput(0).getName()));
  }

  private static int elementType(ValueInfoProto value) {
    return value.getType().getTensorType().getElemType();
  }
}
