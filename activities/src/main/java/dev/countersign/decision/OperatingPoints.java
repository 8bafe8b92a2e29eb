package dev.countersign.decision;

import dev.countersign.manifest.MitigationSpec.Constraint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What one group's decisions come to at every threshold. */
final class OperatingPoints {
  /** So many thresholds are tried at most, evenly spread over the group's rows. */
  private static final int MOST = 400;

  private final double[] descending;
  private final int[] positivesAbove;
  private final List<Point> points;

  private OperatingPoints(double[] descending, int[] positivesAbove) {
    this.descending = descending;
    this.positivesAbove = positivesAbove;
    this.points = spread();
  }

  /**
   * One threshold.
   *
   * @param threshold a score at or above it decides favourably
   * @param selected rows decided favourably
   * @param truePositives of them those so labelled
   * @param positives rows with the favourable label
   * @param rows all rows
   */
  record Point(double threshold, int selected, int truePositives, int positives, int rows) {
    double selection() {
      return (double) selected / rows;
    }

    /** NaN without a favourable label. */
    double truePositive() {
      return (double) truePositives / positives;
    }

    /** NaN when every label is favourable. */
    double falsePositive() {
      return (double) (selected - truePositives) / (rows - positives);
    }

    int trueNegatives() {
      return rows - positives - (selected - truePositives);
    }

    /** Rows decided as labelled. */
    int right() {
      return truePositives + trueNegatives();
    }

    /**
     * How far it is from a target, by what the constraint evens out; what is NaN does not count.
     */
    double distance(Constraint constraint, double first, double second) {
      return switch (constraint) {
        case DEMOGRAPHIC_PARITY -> Math.abs(selection() - first);
        case EQUAL_OPPORTUNITY -> gap(truePositive(), first);
        case EQUALIZED_ODDS -> Math.max(gap(truePositive(), first), gap(falsePositive(), second));
      };
    }

    private static double gap(double rate, double target) {
      return Double.isNaN(rate) ? 0 : Math.abs(rate - target);
    }
  }

  /** Tries the scores of a group's rows, at least one. */
  static OperatingPoints of(double[] scores, boolean[] favourable, int[] rows) {
    double[] good =
        IntStream.of(rows).filter(row -> favourable[row]).mapToDouble(row -> scores[row]).toArray();
    double[] bad =
        IntStream.of(rows)
            .filter(row -> !favourable[row])
            .mapToDouble(row -> scores[row])
            .toArray();
    Arrays.sort(good);
    Arrays.sort(bad);
    return merged(good, bad);
  }

  /** Takes the highest of two ascending arrays by turns. */
  private static OperatingPoints merged(double[] good, double[] bad) {
    double[] descending = new double[good.length + bad.length];
    int[] positivesAbove = new int[descending.length + 1];
    int g = good.length - 1;
    int b = bad.length - 1;
    for (int i = 0; i < descending.length; i++) {
      boolean positive = b < 0 || (g >= 0 && Double.compare(good[g], bad[b]) >= 0);
      descending[i] = positive ? good[g--] : bad[b--];
      positivesAbove[i + 1] = positivesAbove[i] + (positive ? 1 : 0);
    }
    return new OperatingPoints(descending, positivesAbove);
  }

  /** From the highest threshold to the lowest. */
  private List<Point> spread() {
    int step = Math.max(1, descending.length / MOST);
    List<Point> spread = new ArrayList<>();
    spread.add(point(Math.nextUp(1.0), 0));
    for (int i = 0; i < descending.length; i++) {
      boolean last = i + 1 == descending.length;
      boolean ends = last || descending[i + 1] < descending[i];
      if (ends && (last || spread.size() * (long) step <= i + 1)) {
        spread.add(point(descending[i], i + 1));
      }
    }
    return spread;
  }

  private Point point(double threshold, int selected) {
    return new Point(
        threshold,
        selected,
        positivesAbove[selected],
        positivesAbove[descending.length],
        descending.length);
  }

  int rows() {
    return descending.length;
  }

  int positives() {
    return positivesAbove[descending.length];
  }

  /** The point nearest to a target; of equally near ones the most often right. */
  Point nearest(Constraint constraint, double first, double second) {
    boolean bothRates =
        constraint == Constraint.EQUALIZED_ODDS && positives() > 0 && positives() < rows();
    int start = bothRates ? firstNearest(first, second) : 0;
    Point best = points.get(start);
    double distance = best.distance(constraint, first, second);
    for (int i = start + 1; i < points.size(); i++) {
      Point point = points.get(i);
      double own = point.distance(constraint, first, second);
      if (own < distance || (own == distance && point.right() > best.right())) {
        best = point;
        distance = own;
      } else if (bothRates && own > distance) {
        break;
      }
    }
    return best;
  }

  /**
   * The first of the points nearest to both rates. Both rise from point to point: how far the
   * larger excess is above its target rises too, how far the larger shortfall is below falls, and
   * the nearest points lie where the two cross.
   */
  private int firstNearest(double truePositive, double falsePositive) {
    int low = 0;
    int high = points.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      Point point = points.get(middle);
      double more = point.truePositive() - truePositive;
      double worse = point.falsePositive() - falsePositive;
      if (Math.max(more, worse) >= Math.max(-more, -worse)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    double distance = distance(low, truePositive, falsePositive);
    int first = low;
    if (low > 0 && distance(low - 1, truePositive, falsePositive) <= distance) {
      first = low - 1;
      distance = distance(first, truePositive, falsePositive);
    }
    while (first > 0 && distance(first - 1, truePositive, falsePositive) == distance) {
      first--;
    }
    return first;
  }

  private double distance(int index, double truePositive, double falsePositive) {
    return points.get(index).distance(Constraint.EQUALIZED_ODDS, truePositive, falsePositive);
  }

  /** What any threshold comes to. */
  Point at(double threshold) {
    int low = 0;
    int high = descending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (descending[middle] >= threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return point(threshold, low);
  }
}
