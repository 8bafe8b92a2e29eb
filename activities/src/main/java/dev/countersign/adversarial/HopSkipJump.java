package dev.countersign.adversarial;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * HopSkipJumpAttack (Chen, Jordan and Wainwright, IEEE S&amp;P 2020), on rows of mixed types. It
 * sees decisions only. From a point decided otherwise it searches back to the boundary, estimates
 * there in which direction the decision turns, jumps, and searches back again. Whole numbers are
 * rounded at random so that the estimate stays unbiased; categories differ while they must and are
 * taken back one by one as soon as the decision no longer needs them.
 *
 * @param initialSamples questions for the first estimate of a direction; grows with √iteration
 * @param maxSamples most questions for one estimate
 * @param maxIterations jumps at most
 */
record HopSkipJump(int initialSamples, int maxSamples, int maxIterations) implements Attack {
  private static final int START_BATCH = 20;

  @Override
  public String id() {
    return "hop-skip-jump";
  }

  @Override
  public void run(Target target, double[][] seeds, RandomGenerator random) {
    double[] start = start(target, seeds, random);
    if (start == null) {
      return;
    }
    BoundaryWalk walk = new BoundaryWalk(target, random);
    double[] boundary = walk.withoutNeedlessCategories(walk.toBoundary(start));
    int[] numbers = walk.numbers();
    for (int t = 1; t <= maxIterations && numbers.length > 0; t++) {
      double distance = target.schema().distance(target.own(), boundary, target.norm());
      if (distance == 0) {
        return;
      }
      int samples = (int) Math.min(initialSamples * Math.sqrt(t), maxSamples);
      double[] direction = walk.direction(boundary, walk.probe(distance, t), samples);
      double step = distance / Math.sqrt(t);
      double[] jumped = walk.jump(boundary, direction, step);
      if (jumped != null) {
        boundary = walk.withoutNeedlessCategories(walk.toBoundary(jumped));
      }
      double[] nearest = target.nearest();
      if (nearest != null
          && target.nearestDistance()
              < target.schema().distance(target.own(), boundary, target.norm())) {
        boundary = nearest;
      }
    }
  }

  /** A point decided otherwise: the nearest known, else another row's values, else any values. */
  private static double @Nullable [] start(
      Target target, double[][] seeds, RandomGenerator random) {
    double[] nearest = target.nearest();
    for (int batch = 0; nearest == null && batch < 5; batch++) {
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < START_BATCH; i++) {
        points.add(
            batch < 3 && seeds.length > 0
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
    for (int f : target.schema().movable(point)) {
      point[f] =
          switch (target.schema().features().get(f)) {
            case Feature.Numeric number ->
                number.min() + random.nextDouble() * (number.max() - number.min());
            case Feature.Categorical category -> random.nextInt(category.categories());
            case Feature.OneHot hot -> random.nextInt(hot.categories());
          };
    }
    return point;
  }
}
