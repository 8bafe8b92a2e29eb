package dev.countersign.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.decision.OperatingPoints.Point;
import dev.countersign.manifest.MitigationSpec.Constraint;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class OperatingPointsTest {

  @Property
  void noThresholdIsNearerToATargetNorAsNearAndMoreOftenRight(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int rows,
      @ForAll @IntRange(min = 1, max = 20) int distinct,
      @ForAll Constraint constraint) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = random.doubles(rows).map(s -> Math.rint(s * distinct) / distinct).toArray();
    boolean[] favourable = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      favourable[row] = random.nextDouble() < scores[row];
    }
    OperatingPoints points =
        OperatingPoints.of(scores, favourable, IntStream.range(0, rows).toArray());
    for (int target = 0; target < 30; target++) {
      double first = Math.rint(random.nextDouble() * 10) / 10;
      double second = Math.rint(random.nextDouble() * 10) / 10;
      Point chosen = points.nearest(constraint, first, second);
      double distance = chosen.distance(constraint, first, second);
      for (int row = -1; row < rows; row++) {
        Point other = points.at(row < 0 ? Math.nextUp(1.0) : scores[row]);
        double its = other.distance(constraint, first, second);
        assertThat(its).isGreaterThanOrEqualTo(distance);
        assertThat(its > distance || other.right() <= chosen.right()).isTrue();
      }
    }
  }
}
