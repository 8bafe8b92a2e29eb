package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The area under the ROC curve and its variance (DeLong, DeLong and Clarke-Pearson 1988, Biometrics
 * 44: 837–845), by midranks in O(n log n) (Sun and Xu 2014).
 *
 * @param auc the chance that a positive scores above a negative, ties counting half; in [0, 1]
 * @param positive per positive, the share of negatives it beats
 * @param negative per negative, the share of positives that beat it
 */
public record DeLong(double auc, double[] positive, double[] negative) {

  /**
   * Estimates the area.
   *
   * @param scores finite, one per row
   * @param positives whether the row is positive
   * @throws IllegalArgumentException if the lengths differ, a score is NaN, or one class is absent
   */
  public static DeLong of(double[] scores, boolean[] positives) {
    if (scores.length != positives.length) {
      throw new IllegalArgumentException("as many scores as rows are needed");
    }
    double[] of = pick(scores, positives, true);
    double[] against = pick(scores, positives, false);
    if (of.length == 0 || against.length == 0) {
      throw new IllegalArgumentException("an ROC curve needs positives and negatives");
    }
    double[] sortedPositives = sorted(of);
    double[] sortedNegatives = sorted(against);
    double[] positive = new double[of.length];
    double sum = 0;
    for (int i = 0; i < of.length; i++) {
      positive[i] = shareBelow(sortedNegatives, of[i]);
      sum += positive[i];
    }
    double[] negative = new double[against.length];
    for (int i = 0; i < against.length; i++) {
      negative[i] = 1 - shareBelow(sortedPositives, against[i]);
    }
    return new DeLong(sum / of.length, positive, negative);
  }

  private static double[] pick(double[] scores, boolean[] positives, boolean wanted) {
    return IntStream.range(0, scores.length)
        .filter(i -> positives[i] == wanted)
        .mapToDouble(i -> finite(scores[i], i))
        .toArray();
  }

  private static double finite(double score, int row) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("row " + row + " has no score");
    }
    return score;
  }

  private static double[] sorted(double[] values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }

  /** The share of values below, those equal counting half. */
  private static double shareBelow(double[] sorted, double value) {
    int below = lowerBound(sorted, value);
    int notAbove = below;
    if (below < sorted.length && sorted[below] == value) {
      notAbove = lowerBound(sorted, Math.nextUp(value));
    }
    return (below + notAbove) / 2.0 / sorted.length;
  }

  private static int lowerBound(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The variance of the estimate; NaN with fewer than two positives or negatives. */
  public double variance() {
    return covariance(this);
  }

  /**
   * The covariance with another score's area on the same rows in the same order.
   *
   * @throws IllegalArgumentException if the other has other rows
   */
  public double covariance(DeLong other) {
    return covariance(positive, auc, other.positive, other.auc)
        + covariance(negative, auc, other.negative, other.auc);
  }

  private static double covariance(double[] one, double mean, double[] other, double otherMean) {
    if (one.length != other.length) {
      throw new IllegalArgumentException("paired areas need the same rows");
    }
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - mean) * (other[i] - otherMean);
    }
    return sum / (one.length - 1) / one.length;
  }

  /** The area by itself, without the rows. */
  public RocArea area() {
    return RocArea.of(
        auc,
        covariance(positive, auc, positive, auc),
        covariance(negative, auc, negative, auc),
        positive.length,
        negative.length);
  }

  /** The interval of {@link RocArea}. */
  public Interval interval(double confidence) {
    return area().interval(confidence);
  }

  /**
   * The interval of this area less another's on the same rows.
   *
   * @throws IllegalArgumentException if the other has other rows
   */
  public Interval differenceFrom(DeLong other, double confidence) {
    double variance = Math.max(0, variance() + other.variance() - 2 * covariance(other));
    double half = Quantile.twoSided(confidence) * Math.sqrt(variance);
    double difference = auc - other.auc;
    return new Interval(difference - half, difference + half, confidence, "DeLong, paired");
  }
}
