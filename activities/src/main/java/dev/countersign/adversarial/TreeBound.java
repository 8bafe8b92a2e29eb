package dev.countersign.adversarial;

import dev.countersign.data.Frame;
import dev.countersign.model.Link;
import dev.countersign.model.TreeEnsemble;
import dev.countersign.model.TreeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * How far a row can change with its decision proven to hold, for tree ensembles: the other side of
 * what attacks find. Within a box around the row each tree can only end in some leaves; trees are
 * merged two by two into the boxes that their leaves share, and what is left is bounded by its
 * worst leaves. Merged into one, the bound is exact; stopped earlier it is on the safe side. After
 * Chen, Zhang, Si, Li, Boning and Hsieh, Robustness verification of tree-based models, NeurIPS
 * 2019. A box bounds the largest change of one coordinate, and so the Euclidean distance too.
 *
 * @param pairs pairs of boxes a merger may look at; more come nearer to the truth and cost more
 */
record TreeBound(TreeModel trees, FeatureSchema schema, long pairs) {
  private static final int BISECTIONS = 10;
  private static final double ROUNDING = 1e-9;

  /**
   * Inputs that end in one leaf, or in one leaf of each of several trees, and what these add; ends
   * per moving input of the box.
   */
  private record Region(double[] low, double[] high, double value) {}

  /** Visits every leaf of a tree that some inputs of the box end in. */
  private static final class Collector {
    private final TreeEnsemble ensemble;
    private final InputBox box;
    private final List<Region> leaves;
    private final int[] moving;
    private final double[] low;
    private final double[] high;

    Collector(TreeEnsemble ensemble, InputBox box, List<Region> leaves) {
      this.ensemble = ensemble;
      this.box = box;
      this.leaves = leaves;
      this.moving = box.moving();
      this.low = box.low().clone();
      this.high = box.high().clone();
    }

    void visit(int node) {
      if (ensemble.isLeaf(node)) {
        leaves.add(new Region(ends(low), ends(high), ensemble.value(node)));
        return;
      }
      int input = ensemble.feature(node);
      if (box.isFixed(input)) {
        visit(ensemble.goesLeft(node, low[input]) ? ensemble.left(node) : ensemble.right(node));
      } else if (!ensemble.isPlain(node)) {
        visit(ensemble.left(node));
        visit(ensemble.right(node));
      } else {
        split(node, input, ensemble.threshold(node));
      }
    }

    private void split(int node, int input, double threshold) {
      double least = low[input];
      double most = high[input];
      if (least <= threshold) {
        high[input] = Math.min(most, threshold);
        visit(ensemble.left(node));
        high[input] = most;
      }
      if (most > threshold) {
        low[input] = Math.max(least, Math.nextUp(threshold));
        visit(ensemble.right(node));
        low[input] = least;
      }
    }

    private double[] ends(double[] of) {
      double[] ends = new double[moving.length];
      Arrays.setAll(ends, i -> of[moving[i]]);
      return ends;
    }
  }

  /** Whether what the trees answer is the very score that is held against the threshold. */
  static boolean knows(TreeEnsemble ensemble) {
    return !(ensemble.link() instanceof Link.Amount);
  }

  /**
   * The largest distance found, up to {@code reach}, within which every row keeps the decision, in
   * standardised units; 0 where none can be proven.
   *
   * @param row the row, alone in its frame
   * @param threshold a score at or above it is favourable
   */
  double distance(Frame row, double threshold, double reach) {
    TreeEnsemble ensemble = trees.ensemble();
    double score = ensemble.link().answer(ensemble.margin(trees.matrix(row, 0, 1), 0));
    boolean favourable = score >= threshold;
    if (holds(row, threshold, favourable, reach)) {
      return reach;
    }
    double proven = 0;
    double unproven = reach;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (proven + unproven) / 2;
      if (holds(row, threshold, favourable, middle)) {
        proven = middle;
      } else {
        unproven = middle;
      }
    }
    return proven;
  }

  /** Whether every row within the distance is proven to be decided so. */
  boolean holds(Frame row, double threshold, boolean favourable, double distance) {
    InputBox box = InputBox.around(trees, schema, row, distance);
    double worst = worstMargin(box, favourable ? 1 : -1);
    double probability = trees.ensemble().link().answer(worst);
    return favourable ? probability >= threshold : probability < threshold;
  }

  /** A bound of the least (sign 1) or the largest (sign −1) margin within the box. */
  private double worstMargin(InputBox box, int sign) {
    TreeEnsemble ensemble = trees.ensemble();
    PriorityQueue<List<Region>> parts =
        new PriorityQueue<>(Comparator.comparingInt((List<Region> part) -> part.size()));
    double size = Math.abs(ensemble.base());
    for (int tree = 0; tree < ensemble.trees(); tree++) {
      List<Region> leaves = new ArrayList<>();
      new Collector(ensemble, box, leaves).visit(ensemble.root(tree));
      parts.add(leaves);
      size += leaves.stream().mapToDouble(leaf -> Math.abs(leaf.value())).max().orElse(0);
    }
    while (parts.size() > 1) {
      List<Region> one = parts.remove();
      if ((long) one.size() * parts.element().size() > pairs) {
        parts.add(one);
        break;
      }
      parts.add(merged(one, parts.remove()));
    }
    double sum = 0;
    for (List<Region> part : parts) {
      sum += part.stream().mapToDouble(leaf -> sign * leaf.value()).min().orElse(0);
    }
    return ensemble.base() + sign * (sum - ROUNDING * size);
  }

  private static List<Region> merged(List<Region> one, List<Region> other) {
    List<Region> merged = new ArrayList<>();
    for (Region a : one) {
      for (Region b : other) {
        if (meet(a, b)) {
          double[] low = a.low().clone();
          double[] high = a.high().clone();
          for (int i = 0; i < low.length; i++) {
            low[i] = Math.max(low[i], b.low()[i]);
            high[i] = Math.min(high[i], b.high()[i]);
          }
          merged.add(new Region(low, high, a.value() + b.value()));
        }
      }
    }
    return merged;
  }

  private static boolean meet(Region a, Region b) {
    for (int i = 0; i < a.low().length; i++) {
      if (a.low()[i] > b.high()[i] || b.low()[i] > a.high()[i]) {
        return false;
      }
    }
    return true;
  }
}
