package dev.countersign.evaluation;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * How many rows of either label have which score. Everything that is measured of scores follows
 * from it, whether the rows were counted here or where they are.
 *
 * @param scores distinct, from the lowest to the highest, in [0, 1] where they are probabilities;
 *     not copied: read-only
 * @param favourable rows with the favourable label at each score
 * @param unfavourable rows with another label at each score
 */
public record ScoreCounts(double[] scores, long[] favourable, long[] unfavourable) {
  /** Rejects arrays of different lengths and scores out of order. */
  public ScoreCounts {
    if (scores.length != favourable.length || scores.length != unfavourable.length) {
      throw new IllegalArgumentException("scores and counts must line up");
    }
    for (int i = 1; i < scores.length; i++) {
      if (!(scores[i - 1] < scores[i])) {
        throw new IllegalArgumentException("scores must be distinct and in order");
      }
    }
  }

  /** Counts rows. */
  static ScoreCounts of(double[] scores, boolean[] favourable) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[distinct - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    double[] values = Arrays.copyOf(sorted, distinct);
    long[] hits = new long[distinct];
    long[] misses = new long[distinct];
    for (int row = 0; row < scores.length; row++) {
      int at = Arrays.binarySearch(values, scores[row]);
      (favourable[row] ? hits : misses)[at]++;
    }
    return new ScoreCounts(values, hits, misses);
  }

  /** How many distinct scores there are. */
  int size() {
    return scores.length;
  }

  /** Rows at one score. */
  long at(int index) {
    return favourable[index] + unfavourable[index];
  }

  /** Whether all rows are favourable, or none is. */
  boolean isOfOneLabel() {
    return LongStream.of(favourable).sum() == 0 || LongStream.of(unfavourable).sum() == 0;
  }

  /** All rows. */
  long n() {
    return Arrays.stream(favourable).sum() + Arrays.stream(unfavourable).sum();
  }
}
