package dev.countersign.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Receiver operating characteristic and precision–recall curves of scores. */
final class Curves {
  private Curves() {}

  /**
   * What deciding favourably at or above a score gives, from the highest score to the lowest; the
   * first decides nobody favourably. Empty when a class has no rows: then neither curve exists.
   *
   * @param limit how many points at most, at least 2: of more distinct scores they are evenly
   *     spaced, both ends kept, which is enough for a picture
   */
  static List<Confusion> points(ScoreCounts counts, int limit) {
    List<Confusion> points = new ArrayList<>();
    if (counts.isOfOneLabel()) {
      return points;
    }
    long positives = LongStream.of(counts.favourable()).sum();
    long negatives = LongStream.of(counts.unfavourable()).sum();
    int steps = Math.min(counts.size(), limit - 1);
    points.add(new Confusion(0, positives, 0, negatives));
    long hits = 0;
    long alarms = 0;
    for (int above = 1; above <= counts.size(); above++) {
      hits += counts.favourable()[counts.size() - above];
      alarms += counts.unfavourable()[counts.size() - above];
      if (above == Math.round((double) points.size() * counts.size() / steps)) {
        points.add(new Confusion(hits, positives - hits, alarms, negatives - alarms));
      }
    }
    return points;
  }
}
