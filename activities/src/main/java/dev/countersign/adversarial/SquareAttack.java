package dev.countersign.adversarial;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The Square Attack (Andriushchenko, Croce, Flammarion and Hein, ECCV 2020) on rows instead of
 * pictures: a random search at a fixed distance from the row. Every number sits at one end of what
 * that distance allows; a random block of coordinates, smaller as the questions run out, is thrown
 * to new ends and categories, and the throw that costs the model most confidence is kept. Once a
 * decision turns, the distance shrinks and the search goes on from the same ends. Needs scores.
 *
 * @param reach the first distance, in standardised units
 * @param block share of the coordinates thrown at first, in (0, 1]
 */
record SquareAttack(double reach, double block) implements Attack {
  private static final int BATCH = 16;
  private static final double SHRINK = 0.8;
  private static final double NEAREST = 1e-6;

  @Override
  public String id() {
    return "square";
  }

  @Override
  public void run(Target target, double[][] seeds, RandomGenerator random) {
    double[] own = target.own();
    int[] movable = target.schema().movable(own);
    if (movable.length == 0) {
      return;
    }
    int all = target.left();
    double radius = Math.min(reach, SHRINK * target.nearestDistance());
    double[] ends = own.clone();
    for (int f : movable) {
      ends[f] = thrown(target, own, f, random);
    }
    double least = Double.POSITIVE_INFINITY;
    while (target.left() > 0 && radius > NEAREST) {
      int size = blockSize(movable.length, 1 - (double) target.left() / all);
      List<double[]> throwings = new ArrayList<>();
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        double[] throwing = ends.clone();
        boolean asItIs = least == Double.POSITIVE_INFINITY && i == 0;
        for (int k = 0; !asItIs && k < size; k++) {
          int f = movable[random.nextInt(movable.length)];
          throwing[f] = thrown(target, own, f, random);
        }
        throwings.add(throwing);
        points.add(at(target, own, movable, throwing, radius));
      }
      double before = target.nearestDistance();
      double[] confidence = target.confidence(points);
      for (int i = 0; i < confidence.length; i++) {
        if (confidence[i] < least) {
          least = confidence[i];
          ends = throwings.get(i);
        }
      }
      if (target.nearestDistance() < before) {
        radius = SHRINK * target.nearestDistance();
        least = Double.POSITIVE_INFINITY;
      }
    }
  }

  /** The schedule of the paper, by the share of questions asked: halved again and again. */
  private int blockSize(int coordinates, double asked) {
    double share = block;
    for (double until : new double[] {0.02, 0.1, 0.2, 0.4, 0.6, 0.8}) {
      share = asked > until ? share / 2 : share;
    }
    return Math.max(1, (int) Math.rint(share * coordinates));
  }

  /** A new end: −1, 0 or 1 of the distance for a number, any category for the others. */
  private static double thrown(Target target, double[] own, int f, RandomGenerator random) {
    int categories = target.schema().features().get(f).categories();
    if (categories == 0) {
      return random.nextInt(3) - 1;
    }
    return random.nextBoolean() ? own[f] : random.nextInt(categories);
  }

  /** The point at these ends; under L2 they share the distance that categories leave. */
  private static double[] at(
      Target target, double[] own, int[] movable, double[] ends, double radius) {
    double[] point = own.clone();
    double spent = 0;
    int moving = 0;
    for (int f : movable) {
      if (target.schema().features().get(f) instanceof Feature.Numeric) {
        moving += ends[f] == 0 ? 0 : 1;
      } else {
        point[f] = ends[f];
        double cost = target.schema().features().get(f).cost();
        spent += ends[f] == own[f] ? 0 : cost * cost;
      }
    }
    double each =
        switch (target.norm()) {
          case LINF -> radius;
          case L2 -> Math.sqrt(Math.max(0, radius * radius - spent) / Math.max(1, moving));
        };
    for (int f : movable) {
      if (target.schema().features().get(f) instanceof Feature.Numeric number) {
        point[f] = own[f] + ends[f] * each * number.unit();
      }
    }
    return point;
  }
}
