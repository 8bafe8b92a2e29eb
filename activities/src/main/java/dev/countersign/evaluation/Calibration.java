package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Difference;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
   * @param bins how many, at least 1
   */
  public static Calibration equalFrequency(ScoreCounts counts, int bins) {
    long n = counts.n();
    List<Bin> cut = new ArrayList<>();
    int from = 0;
    long before = 0;
    for (int bin = 1; bin <= bins && from < counts.size(); bin++) {
      long end = Math.max(before + 1, Math.round((double) n * bin / bins));
      int to = from;
      while (to < counts.size() && before < end) {
        before += counts.at(to++);
      }
      cut.add(bin(counts, from, to));
      from = to;
    }
    return new Calibration(cut);
  }

  /** Bins of equal width over [0, 1], as scikit-learn and many papers cut them; empty ones drop. */
  public static Calibration equalWidth(ScoreCounts counts, int bins) {
    List<Bin> cut = new ArrayList<>();
    int from = 0;
    while (from < counts.size()) {
      int bin = Math.min(bins - 1, (int) (counts.scores()[from] * bins));
      int to = from;
      while (to < counts.size() && Math.min(bins - 1, (int) (counts.scores()[to] * bins)) == bin) {
        to++;
      }
      cut.add(bin(counts, from, to));
      from = to;
    }
    return new Calibration(cut);
  }

  private static Bin bin(ScoreCounts counts, int from, int to) {
    double sum = 0;
    long hits = 0;
    long n = 0;
    for (int i = from; i < to; i++) {
      sum += counts.scores()[i] * counts.at(i);
      hits += counts.favourable()[i];
      n += counts.at(i);
    }
    return new Bin(sum / n, new Proportion(hits, n));
  }

  /**
   * Per row the index of its bin.
   *
   * @param scores of the very rows in the bins
   */
  int[] binOf(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double[] highest = new double[bins.size()];
    int before = 0;
    for (int bin = 0; bin < highest.length; bin++) {
      before += (int) bins.get(bin).favourable().trials();
      highest[bin] = sorted[before - 1];
    }
    int[] index = new int[scores.length];
    for (int row = 0; row < index.length; row++) {
      int at = Arrays.binarySearch(highest, scores[row]);
      index[row] = at < 0 ? -at - 1 : at;
    }
    return index;
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
   * A conservative interval of the error these rows would show in these bins with every row's true
   * probability in place of its label: Clopper and Pearson's of every bin at 1 − α / bins, so that
   * with {@code confidence} all hold at once, and the sums of the least and the largest gap each
   * allows. In the tails, where that interval's ends are, rows of different probabilities vary no
   * more than if all had their mean (Hoeffding 1956, Annals of Mathematical Statistics 27:
   * 713–721). Wilson's would not do: at such a confidence a bin that expects a tenth of a row is
   * missed twenty times too often. Nor would a bootstrap: an error measured by absolute gaps can't
   * fall to 0 in a resample.
   */
  public Interval simultaneous(double confidence) {
    double each = 1 - (1 - confidence) / bins.size();
    double low = 0;
    double high = 0;
    for (Bin bin : bins) {
      Interval share = bin.favourable().clopperPearson(each);
      Interval gap =
          Difference.absolute(
              new Interval(
                  share.low() - bin.meanScore(),
                  share.high() - bin.meanScore(),
                  each,
                  share.method()));
      low += gap.low() * bin.favourable().trials() / n();
      high += gap.high() * bin.favourable().trials() / n();
    }
    return new Interval(low, high, confidence, "Clopper-Pearson by bin, simultaneous");
  }
}
