package dev.countersign.adversarial.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The Square Attack (Andriushchenko, Croce, Flammarion and Hein, ECCV 2020) on rows as well as
 * pictures: a random search at a fixed distance. Every quantity sits at one end of what that
 * distance allows; random blocks of coordinates, which the space knows, smaller as the questions
 * run out, are thrown to new ends and categories, and the throw that costs the model most
 * confidence is kept. Once a decision turns, the distance is bisected, and the search goes on from
 * the same ends a little nearer. Needs scores.
 *
 * @param reach the first distance, in standardised units
 * @param block share of the coordinates thrown at first, in (0, 1]
 */
record SquareAttack(double reach, double block) implements Attack {
  private static final int BATCH = 4;
  private static final int BISECTIONS = 5;
  private static final double SHRINK = 0.8;
  private static final double NEAREST = 1e-6;

  @Override
  public String id() {
    return "square";
  }

  @Override
  public void run(Target target, double[][] seeds, RandomGenerator random) {
    double[] own = target.own();
    int[] movable = target.space().movable(own);
    if (movable.length == 0) {
      return;
    }
    int all = target.left();
    double radius = Math.min(reach, SHRINK * target.nearestDistance());
    double[] ends = own.clone();
    for (int f : movable) {
      throwTogether(target, own, new int[] {f}, ends, random);
    }
    double least = Double.POSITIVE_INFINITY;
    while (target.left() > 0 && radius > NEAREST) {
      int size = blockSize(movable.length, 1 - (double) target.left() / all);
      List<double[]> throwings = new ArrayList<>();
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        double[] throwing = ends.clone();
        boolean asItIs = least == Double.POSITIVE_INFINITY && i == 0;
        if (!asItIs) {
          for (int[] block : target.space().blocks(movable, size, random)) {
            throwTogether(target, own, block, throwing, random);
          }
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
        shrink(target, own, movable, ends, radius);
        radius = SHRINK * target.nearestDistance();
        least = Double.POSITIVE_INFINITY;
      }
    }
  }

  /** Bisects for the smallest distance at which these ends still turn the decision. */
  private static void shrink(
      Target target, double[] own, int[] movable, double[] ends, double turned) {
    double near = 0;
    double far = turned;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (near + far) / 2;
      if (target.fooled(at(target, own, movable, ends, middle))) {
        far = middle;
      } else {
        near = middle;
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

  /** New ends: one for all quantities, −1 or 1 of the distance (L2: or 0), and any for choices. */
  private static void throwTogether(
      Target target, double[] own, int[] block, double[] ends, RandomGenerator random) {
    int end =
        switch (target.norm()) {
          case LINF -> random.nextBoolean() ? 1 : -1;
          case L2 -> random.nextInt(3) - 1;
        };
    for (int f : block) {
      ends[f] =
          switch (target.space().coordinate(f)) {
            case Coordinate.Quantity quantity -> end;
            case Coordinate.Choice choice ->
                random.nextBoolean() ? own[f] : random.nextInt(choice.categories());
          };
    }
  }

  /** The point at these ends; under L2 they share the distance that categories leave. */
  private static double[] at(
      Target target, double[] own, int[] movable, double[] ends, double radius) {
    double[] point = own.clone();
    double spent = 0;
    int moving = 0;
    for (int f : movable) {
      switch (target.space().coordinate(f)) {
        case Coordinate.Quantity quantity -> moving += ends[f] == 0 ? 0 : 1;
        case Coordinate.Choice choice -> {
          point[f] = ends[f];
          spent += ends[f] == own[f] ? 0 : choice.cost() * choice.cost();
        }
      }
    }
    double each =
        switch (target.norm()) {
          case LINF -> radius;
          case L2 -> Math.sqrt(Math.max(0, radius * radius - spent) / Math.max(1, moving));
        };
    for (int f : movable) {
      if (target.space().coordinate(f) instanceof Coordinate.Quantity quantity) {
        point[f] = own[f] + ends[f] * each * quantity.unit();
      }
    }
    return point;
  }
}
