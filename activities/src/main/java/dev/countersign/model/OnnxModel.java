package dev.countersign.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Set;

/**
 * An ONNX file looked through before the native runtime sees it: only standard operators, nothing
 * read from outside the file, tree ensembles whose nodes point where they should.
 *
 * @param content the file
 * @param graph its graph
 * @param mayLoop whether an operator could run without end
 */
record OnnxModel(byte[] content, GraphProto graph, boolean mayLoop) {
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");
  private static final Set<String> LOOPS = Set.of("Loop", "Scan");
  private static final int MAX_OPERATORS = 100_000;

  /**
   * Parses and checks a file.
   *
   * @throws ModelException if it is no ONNX or holds what is refused
   */
  static OnnxModel read(byte[] content) {
    try {
      ModelProto model = ModelProto.parseFrom(content);
      if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
        throw new ModelException(
            "This is no ONNX model: it has no graph. Export it again, with a .onnx exporter.");
      }
      if (model.getFunctionsCount() > 0) {
        throw new ModelException(
            "The ONNX model defines functions of its own, which are not run. Inline them.");
      }
      Survey survey = new Survey();
      survey.look(model.getGraph());
      return new OnnxModel(content, model.getGraph(), survey.loops);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(
          "This is no ONNX model that can be read: "
              + e.getMessage()
              + " It is truncated or altered: export it again.",
          e);
    }
  }

  /**
   * Whether its trees were written without a word on where missing values go, as skl2onnx writes
   * scikit-learn's forests, and nothing before them fills in what is missing. The runtime would
   * send every one of them the same way, which is not what the forest itself does.
   */
  boolean losesMissing() {
    List<NodeProto> trees = graph.getNodeList().stream().filter(OnnxTreeNode::isTree).toList();
    return !trees.isEmpty()
        && trees.stream().noneMatch(OnnxTreeNode::placesMissing)
        && graph.getNodeList().stream().noneMatch(node -> node.getOpType().equals("Imputer"));
  }

  /** Class labels in the order of the outputs, where a tree ensemble or a ZipMap states them. */
  List<String> classLabels() {
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        switch (attribute.getName()) {
          case "classlabels_int64s", "classlabels_ints" -> {
            return attribute.getIntsList().stream().map(String::valueOf).toList();
          }
          case "classlabels_strings" -> {
            return attribute.getStringsList().stream().map(s -> s.toStringUtf8()).toList();
          }
          default -> {}
        }
      }
    }
    return List.of();
  }

  private static final class Survey {
    private int operators;
    private boolean loops;

    void look(GraphProto graph) {
      graph.getInitializerList().forEach(Survey::inside);
      for (NodeProto node : graph.getNodeList()) {
        look(node);
      }
    }

    private void look(NodeProto node) {
      if (++operators > MAX_OPERATORS) {
        throw new ModelException("The ONNX model has more than " + MAX_OPERATORS + " operators.");
      }
      if (!DOMAINS.contains(node.getDomain())) {
        throw new ModelException(
            "The ONNX operator "
                + node.getOpType()
                + " is of the domain "
                + node.getDomain()
                + ", which is not run. Export with standard operators: ai.onnx and ai.onnx.ml.");
      }
      if (node.getOpType().equals("TreeEnsemble")) {
        throw new ModelException(
            "The ONNX operator TreeEnsemble is not read. Export with ai.onnx.ml 3.");
      }
      if (OnnxTreeNode.isTree(node)) {
        OnnxTreeNode.of(node);
      }
      loops |= LOOPS.contains(node.getOpType());
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasT()) {
          inside(attribute.getT());
        }
        attribute.getTensorsList().forEach(Survey::inside);
        if (attribute.hasG()) {
          look(attribute.getG());
        }
        attribute.getGraphsList().forEach(this::look);
      }
    }

    private static void inside(TensorProto tensor) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
          || tensor.getExternalDataCount() > 0) {
        throw new ModelException(
            "The ONNX model keeps "
                + tensor.getName()
                + " in another file, which is not read. Save it as one file.");
      }
    }
  }
}
