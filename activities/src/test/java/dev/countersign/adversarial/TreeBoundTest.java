package dev.countersign.adversarial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.adversarial.Feature.Direction;
import dev.countersign.adversarial.Feature.Numeric;
import dev.countersign.data.Frame;
import dev.countersign.model.InputColumns;
import dev.countersign.model.RandomTrees;
import dev.countersign.model.TreeEnsemble;
import dev.countersign.model.TreeModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is proven of a decision, held to every row there is. */
class TreeBoundTest {
  private static final int FEATURES = 3;
  private static final int VALUES = 8;
  private static final double REACH = 8;
  private static final double PRECISION = REACH / 1024;

  private static Frame row(TreeEnsemble trees, double[] values) {
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    for (int f = 0; f < FEATURES; f++) {
      columns.put(trees.features().get(f), new Frame.Numbers(new double[] {values[f]}));
    }
    return new Frame(columns);
  }

  private static FeatureSchema schema(TreeEnsemble trees) {
    List<Feature> features = new ArrayList<>();
    for (String name : trees.features()) {
      features.add(new Numeric(name, 0, VALUES - 1, true, 1, Direction.ANY, false));
    }
    return new FeatureSchema(features, List.of());
  }

  private static TreeModel model(TreeEnsemble trees) {
    return new TreeModel(trees, InputColumns.match(trees.features(), true, trees.features()));
  }

  /** The largest change of one value that the nearest row decided otherwise needs. */
  private static double truth(TreeEnsemble trees, double[] own) {
    boolean decision = trees.margin(own, 0) >= 0;
    double least = REACH;
    for (int i = 0; i < VALUES * VALUES * VALUES; i++) {
      double[] other = {i % VALUES, i / VALUES % VALUES, i / VALUES / VALUES};
      if (trees.margin(other, 0) >= 0 != decision) {
        double distance = 0;
        for (int f = 0; f < FEATURES; f++) {
          distance = Math.max(distance, Math.abs(other[f] - own[f]));
        }
        least = Math.min(least, distance);
      }
    }
    return least;
  }

  private static double proven(TreeEnsemble trees, double[] own, long pairs) {
    return new TreeBound(model(trees), schema(trees), pairs).distance(row(trees, own), 0.5, REACH);
  }

  private static double[] someRow(Random random) {
    return new double[] {random.nextInt(VALUES), random.nextInt(VALUES), random.nextInt(VALUES)};
  }

  @Property(tries = 200)
  void mergedIntoOneTheBoundIsExact(@ForAll long seed) {
    Random random = new Random(seed);
    TreeEnsemble trees = RandomTrees.plainEnsemble(random, FEATURES, 4, 3);
    double[] own = someRow(random);
    double truth = truth(trees, own);
    assertThat(proven(trees, own, Long.MAX_VALUE))
        .isBetween(truth - 2 * PRECISION, truth == REACH ? REACH : truth);
  }

  @Property(tries = 200)
  void nothingIsProvenThatIsNotTrueWhateverTheSplits(@ForAll long seed) {
    Random random = new Random(seed);
    TreeEnsemble trees = RandomTrees.ensemble(random, FEATURES, 5, 3);
    double[] own = someRow(random);
    double truth = truth(trees, own);
    double before = 0;
    for (long pairs : new long[] {0, 20, 400, Long.MAX_VALUE}) {
      double proven = proven(trees, own, pairs);
      assertThat(proven).isBetween(before, truth);
      before = proven;
    }
  }
}
