package dev.countersign.adversarial.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Where attacks by decisions begin: any point that is decided otherwise than the own one. */
final class StartingPoint {
  private static final int BATCH = 20;
  private static final int BATCHES = 5;
  private static final int BATCHES_OF_OTHER_ROWS = 3;

  private StartingPoint() {}

  /**
   * The nearest point known to be decided otherwise, else one of the seeds, else any point; null
   * when none of those asked about is.
   *
   * @param seeds points that are decided otherwise
   */
  static double @Nullable [] find(Target target, double[][] seeds, RandomGenerator random) {
    double[] nearest = target.nearest();
    for (int batch = 0; nearest == null && batch < BATCHES; batch++) {
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        points.add(
            batch < BATCHES_OF_OTHER_ROWS && seeds.length > 0
                ? seeds[random.nextInt(seeds.length)]
                : anywhere(target, random));
      }
      target.fooled(points);
      nearest = target.nearest();
    }
    return nearest;
  }

  private static double[] anywhere(Target target, RandomGenerator random) {
    double[] point = target.own();
    for (int f : target.space().movable(point)) {
      point[f] =
          switch (target.space().coordinate(f)) {
            case Coordinate.Quantity quantity ->
                quantity.min() + random.nextDouble() * (quantity.max() - quantity.min());
            case Coordinate.Choice choice -> random.nextInt(choice.categories());
          };
    }
    return point;
  }
}
