package dev.countersign.adversarial.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The baseline every attack has to beat: points drawn at random around the own one, ever nearer
 * than the nearest that turned the decision.
 *
 * @param reach the distance the first points keep to, in standardised units
 */
record RandomSearch(double reach) implements Attack {
  private static final int BATCH = 32;

  @Override
  public String id() {
    return "random";
  }

  @Override
  public void run(Target target, double[][] seeds, RandomGenerator random) {
    double[] own = target.own();
    int[] movable = target.space().movable(own);
    while (movable.length > 0 && target.left() > 0) {
      double radius = Math.min(reach, target.nearestDistance()) * random.nextDouble();
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        points.add(draw(target, own, movable, radius, random));
      }
      target.fooled(points);
    }
  }

  /** Moves a few coordinates, in a random direction: quantities by the radius, choices whole. */
  private static double[] draw(
      Target target, double[] own, int[] movable, double radius, RandomGenerator random) {
    double[] point = own.clone();
    int moves = 1 + random.nextInt(Math.min(movable.length, 6));
    for (int move = 0; move < moves; move++) {
      int f = movable[random.nextInt(movable.length)];
      switch (target.space().coordinate(f)) {
        case Coordinate.Quantity quantity ->
            point[f] = own[f] + random.nextGaussian() * radius * quantity.unit() / Math.sqrt(moves);
        case Coordinate.Choice choice -> point[f] = random.nextInt(choice.categories());
      }
    }
    return point;
  }
}
