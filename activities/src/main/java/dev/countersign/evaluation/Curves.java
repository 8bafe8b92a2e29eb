package dev.countersign.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Receiver operating characteristic and precision–recall curves of scores. */
final class Curves {
  private Curves() {}

  /** A point of a curve: what deciding favourably at or above one score gives. */
  record Point(double threshold, Confusion confusion) {}

  /**
   * One point per distinct score, from the highest to the lowest; the first, at infinity, decides
   * nobody favourably. Empty when a class has no rows: then neither curve exists.
   */
  static List<Point> points(ScoreCounts counts) {
    long positives = LongStream.of(counts.favourable()).sum();
    long negatives = LongStream.of(counts.unfavourable()).sum();
    List<Point> points = new ArrayList<>();
    if (positives == 0 || negatives == 0) {
      return points;
    }
    points.add(new Point(Double.POSITIVE_INFINITY, new Confusion(0, positives, 0, negatives)));
    long hits = 0;
    long alarms = 0;
    for (int i = counts.size() - 1; i >= 0; i--) {
      hits += counts.favourable()[i];
      alarms += counts.unfavourable()[i];
      Confusion at = new Confusion(hits, positives - hits, alarms, negatives - alarms);
      points.add(new Point(counts.scores()[i], at));
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
