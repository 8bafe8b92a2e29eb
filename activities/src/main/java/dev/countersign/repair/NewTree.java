package dev.countersign.repair;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A tree in the making, node by node, and how XGBoost writes it in JSON. */
final class NewTree {
  private static final int NO_PARENT = Integer.MAX_VALUE;

  private final List<Node> nodes = new ArrayList<>();

  private static final class Node {
    private final int parent;
    private final int input;
    private final float condition;
    private final double cover;
    private final int defaultLeft;
    private int left = -1;
    private int right = -1;

    Node(int parent, int input, float condition, double cover, int defaultLeft) {
      this.parent = parent;
      this.input = input;
      this.condition = condition;
      this.cover = cover;
      this.defaultLeft = defaultLeft;
    }
  }

  /**
   * Appends a split.
   *
   * @param parent its parent, −1 for the root
   * @return its number
   */
  int split(int parent, int input, float bound, double cover, int defaultLeft) {
    nodes.add(new Node(parent, input, bound, cover, defaultLeft));
    return nodes.size() - 1;
  }

  void leaf(int parent, float value, double cover) {
    nodes.add(new Node(parent, 0, value, cover, 0));
  }

  /** What is appended next is this node's left child. */
  void left(int node) {
    nodes.get(node).left = nodes.size();
  }

  /** What is appended next is this node's right child. */
  void right(int node) {
    nodes.get(node).right = nodes.size();
  }

  void write(ObjectNode tree, String features) {
    ObjectNode parameters = (ObjectNode) tree.path("tree_param");
    parameters.put("num_nodes", String.valueOf(nodes.size())).put("num_feature", features);
    ArrayNode left = tree.putArray("left_children");
    ArrayNode right = tree.putArray("right_children");
    ArrayNode parents = tree.putArray("parents");
    ArrayNode inputs = tree.putArray("split_indices");
    ArrayNode conditions = tree.putArray("split_conditions");
    ArrayNode weights = tree.putArray("base_weights");
    ArrayNode defaults = tree.putArray("default_left");
    ArrayNode covers = tree.putArray("sum_hessian");
    ArrayNode gains = tree.putArray("loss_changes");
    ArrayNode types = tree.putArray("split_type");
    for (Node node : nodes) {
      boolean isLeaf = node.left < 0;
      left.add(node.left);
      right.add(node.right);
      parents.add(node.parent < 0 ? NO_PARENT : node.parent);
      inputs.add(node.input);
      conditions.add(node.condition);
      weights.add(isLeaf ? node.condition : 0f);
      defaults.add(node.defaultLeft);
      covers.add((float) node.cover);
      gains.add(0f);
      types.add(0);
    }
  }
}
