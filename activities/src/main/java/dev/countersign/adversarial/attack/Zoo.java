package dev.countersign.adversarial.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * ZOO (Chen, Zhang, Sharma, Yi and Hsieh, AISec 2017): coordinate descent without gradients. A
 * coordinate's slope is the difference of two scores on both sides of it; Adam turns slopes into
 * steps that lower {@code weight · max(confidence, 0) + distance²}. The weight of confidence
 * against distance is searched, up while no decision turns, down once one does. A category moves
 * when another value lowers the same sum. Needs scores.
 *
 * @param difference half the distance between the two questions, in standardised units
 * @param rate Adam's step, in standardised units
 * @param rounds values of the weight tried at most
 */
record Zoo(double difference, double rate, int rounds) implements Attack {
  private static final double FIRST_WEIGHT = 10;
  private static final double WEIGHT_STEP = 4;
  private static final int BATCH = 8;
  private static final int STEPS = 60;
  private static final double FORGETTING_MEAN = 0.9;
  private static final double FORGETTING_SQUARE = 0.999;

  @Override
  public String id() {
    return "zoo";
  }

  @Override
  public void run(Target target, double[][] seeds, RandomGenerator random) {
    int[] movable = target.space().movable(target.own());
    double weight = FIRST_WEIGHT;
    for (int round = 0; round < rounds && movable.length > 0; round++) {
      double before = target.nearestDistance();
      descend(target, movable, weight, random);
      boolean nearer = target.nearestDistance() < before;
      weight = nearer ? weight / WEIGHT_STEP : weight * WEIGHT_STEP;
    }
  }

  private void descend(Target target, int[] movable, double weight, RandomGenerator random) {
    Descent descent = new Descent(target, weight);
    for (int step = 0; step < STEPS; step++) {
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < Math.min(BATCH, movable.length); i++) {
        int f = movable[random.nextInt(movable.length)];
        switch (target.space().coordinate(f)) {
          case Coordinate.Quantity quantity -> numbers.add(f);
          case Coordinate.Choice choice -> descent.tryAnother(f, choice, random);
        }
      }
      descent.step(numbers);
    }
  }

  /** One descent from the row, with Adam's moments by coordinate. */
  private final class Descent {
    private final Target target;
    private final double weight;
    private final double[] own;
    private final double[] mean;
    private final double[] square;
    private final int[] steps;
    private double[] point;

    Descent(Target target, double weight) {
      this.target = target;
      this.weight = weight;
      this.own = target.own();
      this.point = own.clone();
      this.mean = new double[own.length];
      this.square = new double[own.length];
      this.steps = new int[own.length];
    }

    void step(List<Integer> numbers) {
      List<double[]> asked = new ArrayList<>();
      for (int f : numbers) {
        asked.add(moved(f, -reach(f)));
        asked.add(moved(f, reach(f)));
      }
      if (asked.isEmpty()) {
        return;
      }
      double[] losses = losses(asked);
      double[] next = point.clone();
      for (int i = 0; i < numbers.size(); i++) {
        int f = numbers.get(i);
        double slope = (losses[2 * i + 1] - losses[2 * i]) / (2 * reach(f) / scale(f));
        next[f] = point[f] - rate * scale(f) * adam(f, slope);
      }
      point = next;
    }

    private double adam(int f, double slope) {
      int t = ++steps[f];
      mean[f] = FORGETTING_MEAN * mean[f] + (1 - FORGETTING_MEAN) * slope;
      square[f] = FORGETTING_SQUARE * square[f] + (1 - FORGETTING_SQUARE) * slope * slope;
      double unbiased = mean[f] / (1 - Math.pow(FORGETTING_MEAN, t));
      double spread = Math.sqrt(square[f] / (1 - Math.pow(FORGETTING_SQUARE, t)));
      return spread == 0 ? 0 : unbiased / spread;
    }

    void tryAnother(int f, Coordinate.Choice choice, RandomGenerator random) {
      double[] other = point.clone();
      other[f] = random.nextInt(choice.categories());
      if (other[f] != point[f]) {
        double[] losses = losses(List.of(point, other));
        point = losses[1] < losses[0] ? other : point;
      }
    }

    private double[] losses(List<double[]> points) {
      double[] losses = target.confidence(points);
      for (int i = 0; i < losses.length; i++) {
        double distance = target.space().distance(own, points.get(i), Norm.L2);
        losses[i] = weight * Math.max(losses[i], 0) + distance * distance;
      }
      return losses;
    }

    private double[] moved(int f, double by) {
      double[] moved = point.clone();
      moved[f] += by;
      return moved;
    }

    /** Half the distance of the two questions, in its own unit; at least one whole number. */
    private double reach(int f) {
      return target.space().coordinate(f) instanceof Coordinate.Quantity quantity
              && quantity.integer()
          ? Math.max(1, Math.rint(difference * quantity.unit()))
          : difference * scale(f);
    }

    private double scale(int f) {
      return target.space().coordinate(f) instanceof Coordinate.Quantity quantity
          ? quantity.unit()
          : 1;
    }
  }
}
