package dev.countersign.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Checks trees read from untrusted files and lays them out in pre-order. Refuses cycles, shared
 * children, inputs out of range, thresholds and leaves that are no numbers, and sizes beyond the
 * limits. A threshold of infinity sends every number left, so only what is missing is asked about.
 */
final class TreeEnsembleBuilder {
  static final int MAX_NODES = 20_000_000;
  static final int MAX_TREES = 200_000;
  static final int MAX_DEPTH = 512;

  private final List<String> features;
  private final List<long[]> members = new ArrayList<>();
  private final List<Integer> roots = new ArrayList<>();
  private int[] feature = new int[1024];
  private double[] threshold = new double[1024];
  private int[] right = new int[1024];
  private byte[] flags = new byte[1024];
  private double[] cover = new double[1024];
  private double[] value = new double[1024];
  private int size;
  private int maxDepth;
  private boolean covers = true;

  TreeEnsembleBuilder(List<String> features) {
    if (features.isEmpty()) {
      throw new ModelException("The model has no inputs. Export it again.");
    }
    this.features = List.copyOf(features);
  }

  /** Adds a tree whose leaf values are multiplied by {@code scale}. */
  void add(RawTree tree, double scale) {
    int index = roots.size();
    if (index >= MAX_TREES) {
      throw refused(index, "is one more than the " + MAX_TREES + " trees a model may have");
    }
    roots.add(size);
    BitSet seen = new BitSet(tree.nodes());
    int[] stack = new int[2 * MAX_DEPTH + 2];
    int[] parent = new int[stack.length];
    int[] depth = new int[stack.length];
    int top = 0;
    stack[0] = tree.root();
    parent[0] = -1;
    while (top >= 0) {
      int raw = stack[top];
      int parentNode = parent[top];
      int level = depth[top--];
      if (raw < 0 || raw >= tree.nodes()) {
        throw refused(index, "points to node " + raw + ", but has " + tree.nodes() + " nodes");
      }
      if (seen.get(raw)) {
        throw refused(index, "reaches node " + raw + " twice, so it is no tree");
      }
      if (level > MAX_DEPTH) {
        throw refused(index, "is deeper than " + MAX_DEPTH + " splits");
      }
      seen.set(raw);
      int node = append(index, tree, raw, scale);
      if (parentNode >= 0 && node != parentNode + 1) {
        right[parentNode] = node;
      }
      maxDepth = Math.max(maxDepth, level);
      if (tree.left()[raw] >= 0) {
        stack[++top] = tree.right()[raw];
        parent[top] = node;
        depth[top] = level + 1;
        stack[++top] = tree.left()[raw];
        parent[top] = node;
        depth[top] = level + 1;
      }
    }
  }

  private int append(int index, RawTree tree, int raw, double scale) {
    if (size >= MAX_NODES) {
      throw refused(index, "brings the model beyond " + MAX_NODES + " nodes");
    }
    grow();
    double weight = tree.cover().length == 0 ? Double.NaN : tree.cover()[raw];
    covers &= weight > 0 && weight < Double.POSITIVE_INFINITY;
    cover[size] = weight;
    if (tree.left()[raw] < 0) {
      double leaf = tree.value()[raw] * scale;
      if (!Double.isFinite(leaf)) {
        throw refused(index, "has a leaf of " + leaf + " at node " + raw);
      }
      feature[size] = -1;
      value[size] = leaf;
    } else {
      appendSplit(index, tree, raw);
    }
    return size++;
  }

  private void appendSplit(int index, RawTree tree, int raw) {
    int input = tree.feature()[raw];
    if (input < 0 || input >= features.size()) {
      throw refused(
          index,
          "looks at input " + input + " at node " + raw + ", but there are " + features.size());
    }
    feature[size] = input;
    flags[size] = tree.flags()[raw];
    long[] set = tree.members()[raw];
    if (set != null) {
      threshold[size] = members.size();
      members.add(set);
    } else if (tree.threshold()[raw] > Double.NEGATIVE_INFINITY) {
      threshold[size] = tree.threshold()[raw];
    } else {
      throw refused(index, "has a threshold of " + tree.threshold()[raw] + " at node " + raw);
    }
  }

  private void grow() {
    if (size == feature.length) {
      int larger = Math.min(MAX_NODES, size * 2);
      feature = Arrays.copyOf(feature, larger);
      threshold = Arrays.copyOf(threshold, larger);
      right = Arrays.copyOf(right, larger);
      flags = Arrays.copyOf(flags, larger);
      cover = Arrays.copyOf(cover, larger);
      value = Arrays.copyOf(value, larger);
    }
  }

  private static ModelException refused(int tree, String what) {
    return new ModelException(
        "The model can't be used: tree " + tree + " " + what + ". Export it again.");
  }

  /** The ensemble of all trees added. */
  TreeEnsemble build(double base, Link link, boolean single) {
    if (roots.isEmpty()) {
      throw new ModelException("The model has no trees. Train it for at least one round.");
    }
    if (!Double.isFinite(base)) {
      throw new ModelException(
          "The model's base score gives a margin of " + base + ". Export it again.");
    }
    return new TreeEnsemble(this, base, link, single);
  }

  List<String> features() {
    return features;
  }

  int[] roots() {
    return roots.stream().mapToInt(Integer::intValue).toArray();
  }

  int[] feature() {
    return Arrays.copyOf(feature, size);
  }

  double[] threshold() {
    return Arrays.copyOf(threshold, size);
  }

  int[] right() {
    return Arrays.copyOf(right, size);
  }

  byte[] flags() {
    return Arrays.copyOf(flags, size);
  }

  long[][] members() {
    return members.toArray(long[][]::new);
  }

  double[] cover() {
    return covers ? Arrays.copyOf(cover, size) : new double[0];
  }

  double[] value() {
    return Arrays.copyOf(value, size);
  }

  int maxDepth() {
    return maxDepth;
  }
}
