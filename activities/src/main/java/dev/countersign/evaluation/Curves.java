package dev.countersign.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Receiver operating characteristic and precision–recall curves of scores. */
final class Curves {
  private Curves() {}

  /** A point of a curve: what deciding favourably at or above one score gives. */
  record Point(double threshold, Confusion confusion) {}

  /**
   * One point per distinct score, from the highest to the lowest; the first, at infinity, decides
   * nobody favourably. Empty when a class has no rows: then neither curve exists.
   */
  static List<Point> points(double[] scores, boolean[] favourable) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> scores[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    long positives = IntStream.of(order).filter(row -> favourable[row]).count();
    long negatives = order.length - positives;
    List<Point> points = new ArrayList<>();
    if (positives == 0 || negatives == 0) {
      return points;
    }
    points.add(new Point(Double.POSITIVE_INFINITY, new Confusion(0, positives, 0, negatives)));
    long hits = 0;
    long alarms = 0;
    for (int i = 0; i < order.length; i++) {
      double score = scores[order[i]];
      hits += favourable[order[i]] ? 1 : 0;
      alarms += favourable[order[i]] ? 0 : 1;
      if (i + 1 == order.length || scores[order[i + 1]] != score) {
        Confusion at = new Confusion(hits, positives - hits, alarms, negatives - alarms);
        points.add(new Point(score, at));
      }
    }
    return points;
  }

  /** At most {@code limit} of the points, evenly spaced, both ends kept: enough for a picture. */
  static List<Point> thin(List<Point> points, int limit) {
    if (points.size() <= limit) {
      return points;
    }
    return IntStream.range(0, limit)
        .map(i -> (int) Math.round((double) i * (points.size() - 1) / (limit - 1)))
        .mapToObj(points::get)
        .toList();
  }
}
