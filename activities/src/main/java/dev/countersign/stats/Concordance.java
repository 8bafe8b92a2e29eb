package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well scores rank rows by a number (Harrell's C, Harrell, Lee and Mark 1996, Statistics in
 * Medicine 15: 361–387; without censoring, so C = (1 + Somers' D) / 2), with the variance of its
 * first-order projection (Newson 2006, Stata Journal 6: 309–334). Of an outcome with two values it
 * is the area under the ROC curve. O(n log n).
 *
 * @param concordance the chance that of two rows with different outcomes the one with the higher
 *     outcome has the higher score, ties of scores counting half; in [0, 1]
 * @param variance of the estimate
 * @param rows how many there are
 */
public record Concordance(double concordance, double variance, long rows) {

  /**
   * Estimates the concordance.
   *
   * @param scores finite, one per row
   * @param outcomes finite, one per row
   * @throws IllegalArgumentException if the lengths differ or all outcomes are equal
   */
  public static Concordance of(double[] scores, double[] outcomes) {
    if (scores.length != outcomes.length) {
      throw new IllegalArgumentException("as many scores as outcomes are needed");
    }
    int rows = scores.length;
    double[] won = new double[rows];
    double[] pairs = new double[rows];
    addLower(times(1, scores), times(1, outcomes), won, pairs);
    addLower(times(-1, scores), times(-1, outcomes), won, pairs);
    double all = Arrays.stream(pairs).sum();
    if (all == 0) {
      throw new IllegalArgumentException("ranking needs different outcomes");
    }
    double concordance = Arrays.stream(won).sum() / all;
    double squares = 0;
    for (int row = 0; row < rows; row++) {
      double residual = won[row] - concordance * pairs[row];
      squares += residual * residual;
    }
    double variance = 4 * squares / (all * all) * rows / (rows - 1.0);
    return new Concordance(concordance, variance, rows);
  }

  /** Numbers times one, without a negative zero. */
  private static double[] times(int sign, double[] numbers) {
    return Arrays.stream(numbers).map(number -> sign * number + 0.0).toArray();
  }

  /** Adds, per row, the rows with a lower outcome, and those of them with a lower score. */
  private static void addLower(double[] scores, double[] outcomes, double[] won, double[] pairs) {
    int[] order =
        IntStream.range(0, outcomes.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> outcomes[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] known = Arrays.stream(scores).distinct().sorted().toArray();
    int[] places =
        Arrays.stream(scores).mapToInt(score -> Arrays.binarySearch(known, score)).toArray();
    Counts seen = new Counts(known.length);
    for (int from = 0, to; from < order.length; from = to) {
      to = from;
      while (to < order.length && outcomes[order[to]] == outcomes[order[from]]) {
        int place = places[order[to]];
        won[order[to]] += (seen.below(place) + seen.below(place + 1)) / 2.0;
        pairs[order[to]] += from;
        to++;
      }
      for (int i = from; i < to; i++) {
        seen.add(places[order[i]]);
      }
    }
  }

  /** Counts by place whose running sums take O(log n) (Fenwick 1994). */
  private record Counts(int[] sums) {
    Counts(int places) {
      this(new int[places + 1]);
    }

    void add(int place) {
      for (int i = place + 1; i < sums.length; i += i & -i) {
        sums[i]++;
      }
    }

    int below(int place) {
      int sum = 0;
      for (int i = place; i > 0; i -= i & -i) {
        sum += sums[i];
      }
      return sum;
    }
  }

  /**
   * Normal on the logit scale, so that it stays within (0, 1). Where the variance vanishes
   * Newcombe's score interval of an area of two halves of the rows stands in.
   */
  public Interval interval(double confidence) {
    if (!(variance > 0) || concordance == 0 || concordance == 1) {
      return AucScore.interval(concordance, rows - rows / 2, rows / 2, confidence);
    }
    double logit = Math.log(concordance / (1 - concordance));
    double half =
        Quantile.twoSided(confidence) * Math.sqrt(variance) / (concordance * (1 - concordance));
    return new Interval(expit(logit - half), expit(logit + half), confidence, "Newson, logit");
  }

  private static double expit(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
