package dev.countersign.stats;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Interval;
import java.util.List;

/**
 * The largest of several absolute differences of rates, for example of how often two groups are put
 * into each of several classes.
 *
 * @param pairs the rates compared, at least one pair, each with trials
 */
public record LargestDifference(List<Pair> pairs) {
  public LargestDifference {
    pairs = List.copyOf(pairs);
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("the largest of no differences is none");
    }
  }

  /** Two rates that are compared. */
  public record Pair(Proportion one, Proportion other) {}

  /** The estimate, in [0, 1]. */
  public double value() {
    return pairs.stream()
        .mapToDouble(pair -> Math.abs(Difference.of(pair.one(), pair.other())))
        .max()
        .orElseThrow();
  }

  /**
   * Simultaneous Newcombe intervals of all differences at 1 − α / their number each (Bonferroni),
   * combined by maximum: whenever all cover, so does this one. A percentile bootstrap of a maximum
   * covers 0 % where there is no difference, so none is offered.
   */
  public Interval interval(double confidence) {
    double each = 1 - (1 - confidence) / pairs.size();
    double low = 0;
    double high = 0;
    for (Pair pair : pairs) {
      Interval own = Difference.absolute(Difference.newcombe(pair.one(), pair.other(), each));
      low = Math.max(low, own.low());
      high = Math.max(high, own.high());
    }
    return new Interval(low, high, confidence, "Newcombe, maximum of " + number());
  }

  private String number() {
    return pairs.size() == 2 ? "two" : String.valueOf(pairs.size());
  }

  /**
   * How often truly equal groups of this size would leave the bounds by chance, in [0, 1]; where
   * the pairs are of the same people, an upper limit by the union of the chances.
   */
  public double chanceOutside(Bounds bounds) {
    Double max = bounds.max();
    if (max == null) {
      return 0;
    }
    Bounds signed = new Bounds(-max, max);
    double sum = 0;
    for (Pair pair : pairs) {
      sum += ChanceOutside.ofDifference(signed, pair.one(), pair.other());
    }
    return Math.min(1, sum);
  }
}
