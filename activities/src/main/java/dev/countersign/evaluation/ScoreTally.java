package dev.countersign.evaluation;

import dev.countersign.data.ScoreCell;
import dev.countersign.data.Sums;
import dev.countersign.stats.Mean;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds up cells that were counted where the rows are. Its size hangs on the number of ranges that
 * scores are cut into, not on the number of rows.
 */
final class ScoreTally {
  private static final int BINS = ScoreCell.BINS;

  private final long[] cells = new long[4];
  private final long[] favourable = new long[BINS];
  private final long[] unfavourable = new long[BINS];
  private final double[] sums = new double[BINS];
  private final double[] least = new double[BINS];
  private final double[] most = new double[BINS];
  private Sums ofFavourable = Sums.NONE;
  private Sums ofUnfavourable = Sums.NONE;
  private Sums brier = Sums.NONE;
  private Sums logLoss = Sums.NONE;
  private boolean scored;

  ScoreTally(List<ScoreCell> cells) {
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    cells.forEach(this::add);
  }

  private void add(ScoreCell cell) {
    cells[(cell.favourable() ? 0 : 2) + (cell.decided() ? 0 : 1)] += cell.n();
    int bin = cell.bin();
    if (bin < 0) {
      return;
    }
    scored = true;
    (cell.favourable() ? favourable : unfavourable)[bin] += cell.n();
    sums[bin] += cell.score().sum();
    least[bin] = Math.min(least[bin], cell.least());
    most[bin] = Math.max(most[bin], cell.most());
    if (cell.favourable()) {
      ofFavourable = ofFavourable.plus(cell.score());
    } else {
      ofUnfavourable = ofUnfavourable.plus(cell.score());
    }
    brier = brier.plus(cell.brier());
    logLoss = logLoss.plus(cell.logLoss());
  }

  /** Labels against decisions. */
  Confusion confusion() {
    return new Confusion(cells[0], cells[1], cells[2], cells[3]);
  }

  /** How probabilities lie; null where there are decisions only, or no row. */
  @Nullable Scores scores() {
    if (!scored) {
      return null;
    }
    Confusion confusion = confusion();
    long positives = positives();
    long negatives = confusion.n() - positives;
    return new Scores(
        counts(),
        mean(brier, confusion.n()),
        mean(logLoss, confusion.n()),
        positives == 0 ? null : mean(ofFavourable, positives),
        negatives == 0 ? null : mean(ofUnfavourable, negatives),
        coarse());
  }

  private long positives() {
    return cells[0] + cells[1];
  }

  private static Mean mean(Sums sums, long n) {
    return Mean.ofSums(sums.sum(), sums.squares(), sums.cubes(), n);
  }

  /** Every range counts as one score, the mean of those in it, which rounding can't take out. */
  ScoreCounts counts() {
    int[] filled =
        IntStream.range(0, BINS).filter(b -> favourable[b] + unfavourable[b] > 0).toArray();
    return new ScoreCounts(
        Arrays.stream(filled)
            .mapToDouble(
                b -> Math.clamp(sums[b] / (favourable[b] + unfavourable[b]), least[b], most[b]))
            .toArray(),
        Arrays.stream(filled).mapToLong(b -> favourable[b]).toArray(),
        Arrays.stream(filled).mapToLong(b -> unfavourable[b]).toArray());
  }

  /**
   * Half the share of pairs that lie in one range and can't be told apart any more; 0 where there
   * is no pair.
   */
  double coarse() {
    double pairs = 0;
    for (int bin = 0; bin < BINS; bin++) {
      pairs += least[bin] < most[bin] ? (double) favourable[bin] * unfavourable[bin] : 0;
    }
    return pairs == 0 ? 0 : pairs / 2 / positives() / (cells[2] + cells[3]);
  }
}
