package dev.countersign.evaluation;

import dev.countersign.stats.Proportion;
import dev.countersign.stats.Quantile;
import java.util.Arrays;

/**
 * Upper bounds of T(s, s′) = (Σ sG − Σ s′G′) / n, where G is what a bin of one model has in
 * favourable rows beyond the sum of its scores, G′ the same in a bin of another model, and s and s′
 * are signs of the bins; see {@link CalibrationLoss} for what follows of them.
 *
 * <p>A row counts with the weight w = s − s′ of its two bins. Rows of one weight are pooled: rows
 * of different probabilities vary no more than if all had their mean (Hoeffding 1956, Annals of
 * Mathematical Statistics 27: 713–721), so Wilson's bound of their share holds, and those of all
 * weights are combined by MOVER (Zou and Donner 2008, Statistics in Medicine 27: 1693–1702).
 */
final class SignedGaps {
  private final int bins;
  private final int others;

  /** Rows, then favourable ones, by bin of the one model and of the other. */
  private final long[][] rows;

  private final long[][] hits;
  private final double[] promised;
  private final double[] otherPromised;
  private final long[] otherRows;
  private final long[] otherHits;
  private final int n;
  private final Guess right;
  private final Guess otherRight;

  /**
   * What would be true if one model's scores were the true probabilities.
   *
   * @param gaps G′ per bin of the other model
   * @param variances of the favourable rows per bin of the other model
   */
  private record Guess(double[] gaps, double[] variances) {
    /**
     * The s′ that makes the bound tight is the least of −s′G′ + ½ z V′ (s′ − m)² / √V, with m the
     * mean of s over the bin's rows, V′ the variance of its favourable rows and V that of all: m +
     * G′√V / (zV′). The second term is by how much the bound is wider for the noise of the rows
     * that s and s′ give different signs.
     */
    Choice choice(long[] rows, double z) {
      double all = Math.sqrt(Arrays.stream(variances).sum());
      double[] least = new double[rows.length];
      double[] most = new double[rows.length];
      for (int bin = 0; bin < rows.length; bin++) {
        double pull = gaps[bin] == 0 ? 0 : gaps[bin] * all / (z * variances[bin]);
        least[bin] = rows[bin] * (1.5 - pull) / 2;
        most[bin] = rows[bin] * (0.5 - pull) / 2;
      }
      return new Choice(least, most);
    }
  }

  /**
   * Which s′ of −1, 0 and 1 is nearest to the one wanted, by how many of a bin's rows have s = 1.
   *
   * @param least rows above which it is 1
   * @param most rows below which it is −1
   */
  private record Choice(double[] least, double[] most) {
    int sign(int bin, long rowsAbove) {
      return rowsAbove > least[bin] ? 1 : rowsAbove < most[bin] ? -1 : 0;
    }
  }

  /**
   * @param bin per row the index of its bin, of the model whose error is bounded from above
   * @param scores per row that model's score, in [0, 1]
   * @param otherBin per row the index of its bin, of the other model
   * @param otherScores per row the other's score, in [0, 1]
   * @param favourable per row whether the label is the favourable one
   */
  SignedGaps(
      int[] bin, double[] scores, int[] otherBin, double[] otherScores, boolean[] favourable) {
    n = bin.length;
    bins = 1 + Arrays.stream(bin).max().orElseThrow();
    others = 1 + Arrays.stream(otherBin).max().orElseThrow();
    rows = new long[bins][others];
    hits = new long[bins][others];
    promised = new double[bins];
    otherPromised = new double[others];
    otherRows = new long[others];
    otherHits = new long[others];
    right = new Guess(new double[others], new double[others]);
    otherRight = new Guess(new double[others], new double[others]);
    for (int row = 0; row < n; row++) {
      int own = bin[row];
      int other = otherBin[row];
      double score = scores[row];
      double otherScore = otherScores[row];
      int hit = favourable[row] ? 1 : 0;
      rows[own][other]++;
      hits[own][other] += hit;
      promised[own] += score;
      otherPromised[other] += otherScore;
      otherRows[other]++;
      otherHits[other] += hit;
      right.gaps[other] += score - otherScore;
      right.variances[other] += score * (1 - score);
      otherRight.variances[other] += otherScore * (1 - otherScore);
    }
  }

  /**
   * The largest over all s of the tightest bound of T(s, s′) over both choices of s′: 2 to the
   * power of the bins, each of which differs from the one before in one bin.
   *
   * @param tail the probability with which a bound may be exceeded, shared by both choices
   */
  double largest(double tail) {
    double z = Quantile.normal(1 - tail / 2);
    Choice ifRight = right.choice(otherRows, z);
    Choice ifOtherRight = otherRight.choice(otherRows, z);
    boolean[] above = new boolean[bins];
    long[] rowsAbove = new long[others];
    long[] hitsAbove = new long[others];
    double largest = Double.NEGATIVE_INFINITY;
    for (int signs = 1; signs <= 1 << bins; signs++) {
      double own = 0;
      for (int b = 0; b < bins; b++) {
        own += above[b] ? promised[b] : -promised[b];
      }
      double tightest = bound(own, rowsAbove, hitsAbove, ifOtherRight, z);
      if (tightest > largest) {
        tightest = Math.min(tightest, bound(own, rowsAbove, hitsAbove, ifRight, z));
        largest = Math.max(largest, tightest);
      }
      int next = Integer.numberOfTrailingZeros(signs);
      if (next < bins) {
        above[next] = !above[next];
        int by = above[next] ? 1 : -1;
        for (int other = 0; other < others; other++) {
          rowsAbove[other] += by * rows[next][other];
          hitsAbove[other] += by * hits[next][other];
        }
      }
    }
    return largest;
  }

  /**
   * The upper bound of T(s, s′) with the s′ chosen.
   *
   * @param own the sum of s times the scores
   */
  private double bound(double own, long[] rowsAbove, long[] hitsAbove, Choice choice, double z) {
    long[] trials = new long[5];
    long[] favourable = new long[5];
    double served = 0;
    for (int other = 0; other < others; other++) {
      int sign = choice.sign(other, rowsAbove[other]);
      int up = 1 - sign + 2;
      int down = -1 - sign + 2;
      trials[up] += rowsAbove[other];
      favourable[up] += hitsAbove[other];
      trials[down] += otherRows[other] - rowsAbove[other];
      favourable[down] += otherHits[other] - hitsAbove[other];
      served += sign * otherPromised[other];
    }
    double sum = served - own;
    double squares = 0;
    for (int weight = -2; weight <= 2; weight++) {
      Proportion share = new Proportion(favourable[weight + 2], trials[weight + 2]);
      if (weight != 0 && !share.isEmpty()) {
        sum += weight * share.hits();
        double off = share.wilsonEnd(weight > 0 ? z : -z) - share.rate();
        double width = weight * share.trials() * off;
        squares += width * width;
      }
    }
    return (sum + Math.sqrt(squares)) / n;
  }
}
