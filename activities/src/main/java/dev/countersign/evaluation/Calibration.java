package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Difference;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far scores are from the shares they promise: rows sorted by score and cut into bins of equal
 * size, equal scores never parted.
 *
 * @param bins from the lowest scores to the highest
 */
public record Calibration(List<Bin> bins) {
  /** Bins asked for; ties can leave fewer. */
  public static final int BINS = 10;

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * One bin.
   *
   * @param meanScore what the scores promise, in [0, 1]
   * @param favourable what came of it
   */
  public record Bin(double meanScore, Proportion favourable) {
    double gap() {
      return Math.abs(favourable.rate() - meanScore);
    }
  }

  /**
   * Bins of equal frequency.
   *
   * @param scores in [0, 1]
   * @param bins how many, at least 1
   */
  public static Calibration equalFrequency(double[] scores, boolean[] favourable, int bins) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Bin> cut = new ArrayList<>();
    int from = 0;
    for (int bin = 1; bin <= bins && from < order.length; bin++) {
      int to = Math.max(from + 1, (int) Math.round((double) order.length * bin / bins));
      while (to < order.length && scores[order[to]] == scores[order[to - 1]]) {
        to++;
      }
      cut.add(bin(order, from, to, scores, favourable));
      from = to;
    }
    return new Calibration(cut);
  }

  /** Bins of equal width over [0, 1], as scikit-learn and many papers cut them; empty ones drop. */
  public static Calibration equalWidth(double[] scores, boolean[] favourable, int bins) {
    double[] sums = new double[bins];
    long[] hits = new long[bins];
    long[] counts = new long[bins];
    for (int row = 0; row < scores.length; row++) {
      int bin = Math.min(bins - 1, (int) (scores[row] * bins));
      sums[bin] += scores[row];
      hits[bin] += favourable[row] ? 1 : 0;
      counts[bin]++;
    }
    return new Calibration(
        IntStream.range(0, bins)
            .filter(bin -> counts[bin] > 0)
            .mapToObj(
                bin -> new Bin(sums[bin] / counts[bin], new Proportion(hits[bin], counts[bin])))
            .toList());
  }

  private static Bin bin(int[] order, int from, int to, double[] scores, boolean[] favourable) {
    double sum = 0;
    long hits = 0;
    for (int i = from; i < to; i++) {
      sum += scores[order[i]];
      hits += favourable[order[i]] ? 1 : 0;
    }
    return new Bin(sum / (to - from), new Proportion(hits, to - from));
  }

  /** Rows in all bins. */
  public long n() {
    return bins.stream().mapToLong(bin -> bin.favourable().trials()).sum();
  }

  /**
   * Expected calibration error, in [0, 1]: the mean over rows of |share favourable − mean score| of
   * the row's bin (Naeini, Cooper and Hauskrecht 2015); NaN without rows.
   */
  public double expectedError() {
    double weighted = 0;
    for (Bin bin : bins) {
      weighted += bin.favourable().trials() * bin.gap();
    }
    return weighted / n();
  }

  /**
   * What a perfectly calibrated model would show on as many rows, by chance alone: the mean of
   * |N(0, p(1−p)/n)| per bin, √(2p(1−p)/(πn)).
   */
  public double expectedByChance() {
    double weighted = 0;
    for (Bin bin : bins) {
      double p = bin.meanScore();
      long of = bin.favourable().trials();
      weighted += of * Math.sqrt(2 * p * (1 - p) / (Math.PI * of));
    }
    return weighted / n();
  }

  /**
   * A conservative interval of the error: Wilson's of every bin at 1 − α / bins, so that with
   * {@code confidence} all hold at once, and the sums of the least and the largest gap each allows.
   * A bootstrap would not do: an error measured by absolute gaps can't fall to 0 in a resample.
   */
  public Interval simultaneous(double confidence) {
    double each = 1 - (1 - confidence) / bins.size();
    double low = 0;
    double high = 0;
    for (Bin bin : bins) {
      Interval share = bin.favourable().wilson(each);
      Interval gap =
          Difference.absolute(
              new Interval(
                  share.low() - bin.meanScore(), share.high() - bin.meanScore(), each, "Wilson"));
      low += gap.low() * bin.favourable().trials() / n();
      high += gap.high() * bin.favourable().trials() / n();
    }
    return new Interval(low, high, confidence, "Wilson by bin, simultaneous");
  }
}
