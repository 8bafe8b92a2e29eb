package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.countersign.model.RandomTrees;
import dev.countersign.model.TreeEnsemble;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Both kinds of TreeSHAP are Shapley values: by definition, and for every row add up. */
class ShapLawsTest {

  @Property(tries = 150)
  void pathDependentValuesAreWhatTheDefinitionSays(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int features,
      @ForAll @IntRange(min = 0, max = 6) int depth) {
    Random random = new Random(seed);
    TreeEnsemble trees = RandomTrees.ensemble(random, features, 3, depth);
    double[] inputs = RandomTrees.rows(random, features, 4);

    Attributions tables = new PathDependentShap(trees, 1000).explain(inputs);
    Attributions polynomials = new PathDependentShap(trees, 0).explain(inputs);

    assertThat(tables.base())
        .isCloseTo(BruteForce.pathDependent(trees, inputs, 0, 0), offset(1e-9));
    for (int row = 0; row < 4; row++) {
      int at = row * features;
      double[] expected =
          BruteForce.shapley(features, mask -> BruteForce.pathDependent(trees, inputs, at, mask));
      assertThat(row(tables, row)).containsExactly(expected, offset(1e-9));
      assertThat(row(polynomials, row)).containsExactly(expected, offset(1e-9));
    }
  }

  @Property(tries = 150)
  void interventionalValuesAreWhatTheDefinitionSays(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int features,
      @ForAll @IntRange(min = 0, max = 6) int depth,
      @ForAll @IntRange(min = 1, max = 9) int others) {
    Random random = new Random(seed);
    TreeEnsemble trees = RandomTrees.ensemble(random, features, 3, depth);
    double[] inputs = RandomTrees.rows(random, features, 3);
    double[] background = RandomTrees.rows(random, features, others);

    Attributions attributions = new InterventionalShap(trees, background).explain(inputs);

    for (int row = 0; row < 3; row++) {
      int at = row * features;
      double[] expected =
          BruteForce.shapley(
              features, mask -> BruteForce.interventional(trees, inputs, at, background, mask));
      assertThat(row(attributions, row)).containsExactly(expected, offset(1e-9));
    }
  }

  @Property(tries = 100)
  void interactionValuesAreWhatTheDefinitionSays(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 6) int features,
      @ForAll @IntRange(min = 1, max = 6) int depth) {
    Random random = new Random(seed);
    TreeEnsemble trees = RandomTrees.ensemble(random, features, 3, depth);
    double[] inputs = RandomTrees.rows(random, features, 2);

    Attributions shapley = new PathDependentShap(trees, 2).explain(inputs);
    Interactions pairs = new InteractionShap(trees).explain(inputs, shapley);

    for (int row = 0; row < 2; row++) {
      int at = row * features;
      double total = 0;
      for (int a = 0; a < features; a++) {
        for (int b = 0; b < a; b++) {
          double expected =
              BruteForce.interaction(
                  features, a, b, mask -> BruteForce.pathDependent(trees, inputs, at, mask));
          assertThat(pairs.value(row, a, b)).isCloseTo(expected, offset(1e-9));
          assertThat(pairs.value(row, b, a)).isEqualTo(pairs.value(row, a, b));
        }
        for (int b = 0; b < features; b++) {
          total += pairs.value(row, a, b);
        }
      }
      assertThat(shapley.base() + total).isCloseTo(shapley.total(row), offset(1e-9));
    }
  }

  @Property(tries = 40)
  void valuesOfDeepTreesAddUpToTheMargin(@ForAll long seed) {
    Random random = new Random(seed);
    TreeEnsemble trees = RandomTrees.ensemble(random, 40, 4, 14);
    double[] inputs = RandomTrees.rows(random, 40, 10);

    Attributions paths = new PathDependentShap(trees, 10).explain(inputs);
    Attributions pairs =
        new InterventionalShap(trees, RandomTrees.rows(random, 40, 20)).explain(inputs);

    for (int row = 0; row < 10; row++) {
      double margin = trees.margin(inputs, row * 40);
      assertThat(paths.total(row)).isCloseTo(margin, offset(1e-9));
      assertThat(pairs.total(row)).isCloseTo(margin, offset(1e-9));
    }
  }

  /** A tree with too many nodes for rows side by side is explained row by row, or a few at once. */
  @Property(tries = 30)
  void howManyRowsAreExplainedTogetherChangesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 2000) int maxMasks) {
    Random random = new Random(seed);
    TreeEnsemble trees = RandomTrees.ensemble(random, 12, 5, 7);
    double[] inputs = RandomTrees.rows(random, 12, 75);

    assertThat(new PathDependentShap(trees, 75, maxMasks).explain(inputs).values())
        .isEqualTo(new PathDependentShap(trees, 75).explain(inputs).values());
  }

  private static double[] row(Attributions attributions, int row) {
    int width = attributions.features();
    return Arrays.copyOfRange(attributions.values(), row * width, (row + 1) * width);
  }
}
