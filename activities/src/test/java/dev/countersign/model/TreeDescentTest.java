package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Many rows at once get, to the bit, what each gets alone. */
class TreeDescentTest {
  private static final int INPUTS = 5;
  private static final double[] EXTREMES = {
    Double.NaN,
    0.0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Math.nextUp(3.0),
    Math.nextDown(3.0)
  };

  @Property(tries = 200)
  void whateverTheTreesAndTheirNumber(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int trees,
      @ForAll @IntRange(max = 9) int depth,
      @ForAll boolean plain) {
    Random random = new Random(seed);
    assertAlike(
        plain
            ? RandomTrees.plainEnsemble(random, INPUTS, trees, depth)
            : RandomTrees.ensemble(random, INPUTS, trees, depth),
        random);
  }

  @Property(tries = 200)
  void whateverTheThresholds(@ForAll long seed) {
    Random random = new Random(seed);
    TreeEnsembleBuilder builder = new TreeEnsembleBuilder(NamedTrees.byPosition(INPUTS));
    for (int tree = 0; tree < 6; tree++) {
      builder.add(stump(random), 1);
    }
    assertAlike(builder.build(0, new Link.Identity(), false), random);
  }

  private static RawTree stump(Random random) {
    double threshold;
    do {
      threshold = EXTREMES[random.nextInt(EXTREMES.length)];
    } while (!(threshold > Double.NEGATIVE_INFINITY));
    byte missing = (byte) (random.nextInt(2) * TreeEnsemble.MISSING_LEFT);
    return new RawTree(
        0,
        new int[] {random.nextInt(INPUTS), 0, 0},
        new double[] {threshold, 0, 0},
        new int[] {1, -1, -1},
        new int[] {2, -1, -1},
        new byte[] {missing, 0, 0},
        new long[3][],
        new double[0],
        new double[] {0, random.nextGaussian(), random.nextGaussian()});
  }

  private static void assertAlike(TreeEnsemble trees, Random random) {
    int rows = random.nextInt(40);
    double[] inputs = RandomTrees.rows(random, INPUTS, rows);
    for (int i = 0; i < inputs.length; i++) {
      if (random.nextInt(3) == 0) {
        inputs[i] = EXTREMES[random.nextInt(EXTREMES.length)];
      }
    }
    double[] together = trees.margins(inputs, rows);
    assertThat(together).hasSize(rows);
    for (int row = 0; row < rows; row++) {
      assertThat(Double.doubleToRawLongBits(together[row]))
          .as("row %d", row)
          .isEqualTo(Double.doubleToRawLongBits(trees.margin(inputs, row * INPUTS)));
    }
  }
}
