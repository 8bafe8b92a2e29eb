package dev.countersign.decision;

import dev.countersign.manifest.MitigationSpec.Constraint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one group's decisions come to at each threshold worth trying.
 *
 * @param points from the highest threshold to the lowest
 */
record OperatingPoints(List<Point> points) {
  /** So many thresholds are tried at most, evenly spread over the group's rows. */
  private static final int MOST = 400;

  /**
   * One threshold.
   *
   * @param threshold a score at or above it decides favourably
   * @param selection share decided favourably
   * @param truePositive share of the favourable labels decided favourably; NaN without any
   * @param falsePositive share of the other labels decided favourably; NaN without any
   * @param right rows decided as labelled
   */
  record Point(
      double threshold, double selection, double truePositive, double falsePositive, long right) {

    /**
     * How far it is from a target, by what the constraint evens out; what is NaN does not count.
     */
    double distance(Constraint constraint, double first, double second) {
      return switch (constraint) {
        case DEMOGRAPHIC_PARITY -> Math.abs(selection - first);
        case EQUAL_OPPORTUNITY -> gap(truePositive, first);
        case EQUALIZED_ODDS -> Math.max(gap(truePositive, first), gap(falsePositive, second));
      };
    }

    private static double gap(double rate, double target) {
      return Double.isNaN(rate) ? 0 : Math.abs(rate - target);
    }
  }

  /** Tries the scores of a group. */
  static OperatingPoints of(double[] scores, boolean[] favourable, int[] rows) {
    int[] sorted =
        IntStream.of(rows)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    long positives = Arrays.stream(sorted).filter(row -> favourable[row]).count();
    long negatives = sorted.length - positives;
    int step = Math.max(1, sorted.length / MOST);
    List<Point> points = new ArrayList<>();
    points.add(point(Math.nextUp(1.0), 0, 0, positives, negatives));
    long truePositives = 0;
    for (int i = 0; i < sorted.length; i++) {
      truePositives += favourable[sorted[i]] ? 1 : 0;
      boolean last = i + 1 == sorted.length;
      boolean ends = last || scores[sorted[i + 1]] < scores[sorted[i]];
      if (ends && (last || points.size() * (long) step <= i + 1)) {
        points.add(point(scores[sorted[i]], i + 1, truePositives, positives, negatives));
      }
    }
    return new OperatingPoints(points);
  }

  private static Point point(
      double threshold, long selected, long truePositives, long positives, long negatives) {
    long falsePositives = selected - truePositives;
    return new Point(
        threshold,
        (double) selected / (positives + negatives),
        positives == 0 ? Double.NaN : (double) truePositives / positives,
        negatives == 0 ? Double.NaN : (double) falsePositives / negatives,
        truePositives + negatives - falsePositives);
  }

  /** The point nearest to a target; of equally near ones the most often right. */
  Point nearest(Constraint constraint, double first, double second) {
    Point best = points.getFirst();
    double distance = best.distance(constraint, first, second);
    for (Point point : points) {
      double own = point.distance(constraint, first, second);
      if (own < distance || (own == distance && point.right() > best.right())) {
        best = point;
        distance = own;
      }
    }
    return best;
  }

  /** The point that a common threshold comes to: of those not below it, the lowest. */
  Point at(double threshold) {
    Point found = points.getFirst();
    for (Point point : points) {
      found = point.threshold() >= threshold ? point : found;
    }
    return found;
  }
}
