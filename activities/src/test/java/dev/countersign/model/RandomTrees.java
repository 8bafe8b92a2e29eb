package dev.countersign.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random ensembles with every kind of split and covers that add up. */
public final class RandomTrees {
  private final Random random;
  private final int features;
  private final List<double[]> nodes = new ArrayList<>();

  private final boolean plain;

  private RandomTrees(Random random, int features, boolean plain) {
    this.random = random;
    this.features = features;
    this.plain = plain;
  }

  public static TreeEnsemble ensemble(Random random, int features, int trees, int depth) {
    return ensemble(random, features, trees, depth, false);
  }

  /** Splits of numbers at thresholds, and nothing else. */
  public static TreeEnsemble plainEnsemble(Random random, int features, int trees, int depth) {
    return ensemble(random, features, trees, depth, true);
  }

  private static TreeEnsemble ensemble(
      Random random, int features, int trees, int depth, boolean plain) {
    TreeEnsembleBuilder builder = new TreeEnsembleBuilder(NamedTrees.byPosition(features));
    for (int tree = 0; tree < trees; tree++) {
      builder.add(new RandomTrees(random, features, plain).tree(depth), 1);
    }
    return builder.build(random.nextGaussian(), new Link.Logistic(1), false);
  }

  /** Rows of small whole numbers, now and then missing, so that splits often agree. */
  public static double[] rows(Random random, int features, int rows) {
    double[] out = new double[rows * features];
    for (int i = 0; i < out.length; i++) {
      out[i] = random.nextInt(12) == 0 ? Double.NaN : random.nextInt(8);
    }
    return out;
  }

  private RawTree tree(int depth) {
    grow(depth, 1 + random.nextInt(1000));
    int count = nodes.size();
    int[] feature = new int[count];
    double[] threshold = new double[count];
    int[] left = new int[count];
    int[] right = new int[count];
    byte[] flags = new byte[count];
    long[][] members = new long[count][];
    double[] cover = new double[count];
    double[] value = new double[count];
    for (int i = 0; i < count; i++) {
      double[] node = nodes.get(i);
      left[i] = (int) node[0];
      right[i] = (int) node[1];
      cover[i] = node[2];
      value[i] = random.nextGaussian();
      feature[i] = random.nextInt(features);
      threshold[i] = random.nextInt(8);
      flags[i] = (byte) (random.nextInt(2) * TreeEnsemble.MISSING_LEFT);
      if (!plain && random.nextInt(4) == 0) {
        flags[i] |= TreeEnsemble.ZERO_IS_MISSING;
      }
      if (!plain && random.nextInt(3) == 0 && left[i] >= 0) {
        members[i] = new long[] {random.nextLong()};
        flags[i] =
            (byte) (TreeEnsemble.CATEGORICAL | random.nextInt(2) * TreeEnsemble.MEMBERS_LEFT);
      }
    }
    return new RawTree(0, feature, threshold, left, right, flags, members, cover, value);
  }

  private int grow(int depth, double cover) {
    int at = nodes.size();
    double[] node = {-1, -1, cover};
    nodes.add(node);
    if (depth > 0 && random.nextInt(6) != 0) {
      double share = 0.02 + 0.96 * random.nextDouble();
      node[0] = grow(depth - 1, cover * share);
      node[1] = grow(depth - 1, cover * (1 - share));
    }
    return at;
  }
}
