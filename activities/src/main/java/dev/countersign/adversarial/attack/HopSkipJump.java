package dev.countersign.adversarial.attack;

import java.util.random.RandomGenerator;

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
public record HopSkipJump(int initialSamples, int maxSamples, int maxIterations) implements Attack {
  @Override
  public String id() {
    return "hop-skip-jump";
  }

  @Override
  public void run(Target target, double[][] seeds, RandomGenerator random) {
    double[] start = StartingPoint.find(target, seeds, random);
    if (start == null) {
      return;
    }
    BoundaryWalk walk = new BoundaryWalk(target, random);
    double[] boundary = walk.withoutNeedlessCategories(walk.toBoundary(start));
    int[] numbers = walk.numbers();
    for (int t = 1; t <= maxIterations && numbers.length > 0; t++) {
      double distance = target.space().distance(target.own(), boundary, target.norm());
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
              < target.space().distance(target.own(), boundary, target.norm())) {
        boundary = nearest;
      }
    }
  }
}
