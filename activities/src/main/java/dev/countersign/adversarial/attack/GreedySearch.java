package dev.countersign.adversarial.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Coordinate by coordinate: takes the single change that costs the model most of its confidence for
 * the distance it takes, until the decision turns; then takes back what was not needed. Needs
 * scores.
 */
record GreedySearch() implements Attack {
  private static final double[] STEPS = {0.1, 0.25, 0.5, 1, 2};
  private static final int HALVINGS = 8;

  @Override
  public String id() {
    return "greedy";
  }

  @Override
  public void run(Target target, double[][] seeds, RandomGenerator random) {
    double[] own = target.own();
    double[] point = own;
    double confidence = target.confidence(List.of(own))[0];
    for (int round = 0; round < target.space().movable(own).length; round++) {
      List<double[]> candidates = candidates(target, own, point);
      double[] found = candidates.isEmpty() ? new double[0] : target.confidence(candidates);
      if (Double.isFinite(target.nearestDistance())) {
        shrink(target, own);
        return;
      }
      int best = best(target, point, confidence, candidates, found);
      if (best < 0) {
        return;
      }
      point = candidates.get(best);
      confidence = found[best];
    }
  }

  private static int best(
      Target target, double[] from, double confidence, List<double[]> candidates, double[] found) {
    int best = -1;
    double most = 0;
    for (int i = 0; i < found.length; i++) {
      double distance = target.space().distance(from, candidates.get(i), target.norm());
      double gain = distance > 0 ? (confidence - found[i]) / distance : 0;
      if (gain > most) {
        most = gain;
        best = i;
      }
    }
    return best;
  }

  /** Every single change of a coordinate not yet changed, brought into the space. */
  private static List<double[]> candidates(Target target, double[] own, double[] point) {
    List<double[]> candidates = new ArrayList<>();
    for (int f : target.space().movable(own)) {
      if (point[f] == own[f]) {
        for (double value : values(target.space().coordinate(f), own[f])) {
          double[] candidate = point.clone();
          candidate[f] = value;
          candidate = target.space().project(own, candidate);
          if (candidate[f] != own[f]) {
            candidates.add(candidate);
          }
        }
      }
    }
    return candidates;
  }

  private static double[] values(Coordinate coordinate, double own) {
    return switch (coordinate) {
      case Coordinate.Quantity quantity -> {
        double[] values = new double[2 * STEPS.length];
        for (int i = 0; i < STEPS.length; i++) {
          double step = STEPS[i] * quantity.unit();
          step = quantity.integer() ? Math.max(1, Math.rint(step)) : step;
          values[2 * i] = own - step;
          values[2 * i + 1] = own + step;
        }
        yield values;
      }
      case Coordinate.Choice choice ->
          IntStream.range(0, choice.categories()).asDoubleStream().toArray();
    };
  }

  /** Takes each change back, whole or by halves, while the decision stays turned. */
  private static void shrink(Target target, double[] own) {
    for (int f : target.space().movable(own)) {
      double[] nearest = target.nearest();
      if (nearest == null || nearest[f] == own[f]) {
        continue;
      }
      double[] without = nearest.clone();
      without[f] = own[f];
      if (target.fooled(without) || target.space().coordinate(f) instanceof Coordinate.Choice) {
        continue;
      }
      double kept = own[f];
      double turned = nearest[f];
      for (int i = 0; i < HALVINGS; i++) {
        double[] between = nearest.clone();
        between[f] = (kept + turned) / 2;
        if (target.fooled(between)) {
          turned = between[f];
        } else {
          kept = between[f];
        }
      }
    }
  }
}
