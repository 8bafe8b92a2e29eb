package dev.countersign.adversarial.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The Boundary Attack (Brendel, Rauber and Bethge, ICLR 2018), on rows of mixed types. It sees
 * decisions only: from a point decided otherwise it walks at random around the row and towards it,
 * and keeps every step that stays decided otherwise. Both steps adapt, so that about half of the
 * steps around and a quarter of those towards the row succeed. Numbers walk; categories differ
 * while they must and are taken back one by one.
 *
 * @param around first length of a step around the row, relative to the distance from it
 * @param towards first length of a step towards the row, relative to the distance from it
 * @param maxSteps rounds at most
 */
record BoundaryAttack(double around, double towards, int maxSteps) implements Attack {
  private static final int BATCH = 10;
  private static final double ADAPTATION = 1.5;
  private static final double SHORTEST = 1e-6;

  @Override
  public String id() {
    return "boundary";
  }

  @Override
  public void run(Target target, double[][] seeds, RandomGenerator random) {
    double[] start = StartingPoint.find(target, seeds, random);
    if (start == null) {
      return;
    }
    BoundaryWalk walk = new BoundaryWalk(target, random);
    double[] point = walk.withoutNeedlessCategories(walk.toBoundary(start));
    double stepAround = around;
    double stepTowards = towards;
    for (int i = 0; i < maxSteps && walk.numbers().length > 0 && stepTowards > SHORTEST; i++) {
      double[] from = point;
      List<double[]> circled = new ArrayList<>();
      for (int b = 0; b < BATCH; b++) {
        circled.add(walk.around(from, stepAround));
      }
      List<double[]> kept = turned(target, circled);
      stepAround = adapted(stepAround, (double) kept.size() / BATCH, 0.5);
      if (kept.isEmpty()) {
        continue;
      }
      double step = stepTowards;
      List<double[]> nearer =
          turned(target, kept.stream().map(p -> walk.towardsOwn(p, step)).toList());
      stepTowards = adapted(stepTowards, (double) nearer.size() / kept.size(), 0.25);
      point = nearest(target, nearer.isEmpty() ? kept : nearer);
    }
    double[] found = target.nearest();
    if (found != null) {
      walk.withoutNeedlessCategories(found);
    }
  }

  private static List<double[]> turned(Target target, List<double[]> points) {
    boolean[] fooled = target.fooled(points);
    List<double[]> turned = new ArrayList<>();
    for (int i = 0; i < fooled.length; i++) {
      if (fooled[i]) {
        turned.add(target.space().project(target.own(), points.get(i)));
      }
    }
    return turned;
  }

  /** Longer steps while more succeed than wanted, shorter ones while fewer do. */
  private static double adapted(double step, double succeeded, double wanted) {
    if (succeeded == wanted) {
      return step;
    }
    return succeeded > wanted ? Math.min(1, step * ADAPTATION) : step / ADAPTATION;
  }

  private static double[] nearest(Target target, List<double[]> points) {
    return Collections.min(
        points,
        Comparator.comparingDouble(
            point -> target.space().distance(target.own(), point, target.norm())));
  }
}
