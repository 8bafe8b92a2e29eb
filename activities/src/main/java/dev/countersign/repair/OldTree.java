package dev.countersign.repair;

import com.fasterxml.jackson.databind.JsonNode;

/** A tree as XGBoost writes it in JSON: an array for each property, a place for each node. */
record OldTree(JsonNode tree) {
  boolean isLeaf(int node) {
    return left(node) < 0;
  }

  int left(int node) {
    return tree.path("left_children").path(node).asInt();
  }

  int right(int node) {
    return tree.path("right_children").path(node).asInt();
  }

  int input(int node) {
    return tree.path("split_indices").path(node).asInt();
  }

  /** The bound of a split, the value of a leaf. */
  float condition(int node) {
    return (float) tree.path("split_conditions").path(node).asDouble();
  }

  int defaultsLeft(int node) {
    return tree.path("default_left").path(node).asInt();
  }

  /** Sum of the training rows' hessians. */
  double cover(int node) {
    return tree.path("sum_hessian").path(node).asDouble();
  }
}
