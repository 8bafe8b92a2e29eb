package dev.countersign.evaluation;

import dev.countersign.stats.Coverage;
import dev.countersign.stats.Coverage.Draw;
import dev.countersign.stats.CoverageGrid;
import dev.countersign.stats.Draws;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Calibration error of one model, and what one loses against another on the same rows. Binned error
 * of drawn labels is biased upwards, and binned error of the model understates its own; what is
 * covered is the error of the very rows judged, in their bins, with the true probability of every
 * row in place of its label.
 */
abstract class CalibrationCoverage {
  private static final Set<Miscalibration> SLIGHT =
      EnumSet.complementOf(EnumSet.of(Miscalibration.FAR_TOO_HIGH));

  private final CoverageGrid grid;
  private final int lossRuns;

  /**
   * @param lossRuns at every point of the loss, whose interval takes a millisecond
   */
  CalibrationCoverage(CoverageGrid grid, int lossRuns) {
    this.grid = grid;
    this.lossRuns = lossRuns;
  }

  @Test
  void ofTheErrorOfTheRows() {
    Coverage ofRows = new Coverage("calibration error", grid.runs());
    for (int n : new int[] {200, 1000}) {
      for (double rate : grid.rates()) {
        for (Miscalibration score : SLIGHT) {
          ofRows.simulate(
              "n=" + n + " rate=" + rate + " " + score, random -> draw(random, n, rate, score));
        }
      }
    }
    ofRows.requireNominal();
  }

  private static Draw draw(SplittableRandom random, int n, double rate, Miscalibration score) {
    double[] probabilities = probabilities(random, n, rate);
    boolean[] labels = Miscalibration.labels(random, probabilities);
    double[] scores = score.scores(probabilities);
    Calibration bins = bins(scores, labels);
    return new Draw(
        bins.simultaneous(Coverage.LEVEL), Miscalibration.errorOf(bins, scores, probabilities));
  }

  private static Calibration bins(double[] scores, boolean[] favourable) {
    return Calibration.equalFrequency(ScoreCounts.of(scores, favourable), Calibration.BINS);
  }

  private static double[] probabilities(SplittableRandom random, int n, double rate) {
    double[] probabilities = new double[n];
    for (int row = 0; row < n; row++) {
      probabilities[row] = Draws.score(random, rate);
    }
    return probabilities;
  }

  /**
   * Two models compared.
   *
   * @param ranks whether what serves now ranks rows as the release does; else the logits of its
   *     scores are off by noise of standard deviation .7, so that its bins hold other rows
   */
  private record Pair(Miscalibration release, Miscalibration serving, boolean ranks) {
    Draw draw(SplittableRandom random, int n, double rate) {
      double[] probabilities = probabilities(random, n, rate);
      boolean[] labels = Miscalibration.labels(random, probabilities);
      double[] seen = ranks ? probabilities : Miscalibration.noisy(random, probabilities, 0.7);
      double[] now = release.scores(probabilities);
      double[] was = serving.scores(seen);
      return new Draw(
          new CalibrationLoss(now, was, labels).interval(Coverage.LEVEL),
          Miscalibration.errorOf(bins(now, labels), now, probabilities)
              - Miscalibration.errorOf(bins(was, labels), was, probabilities));
    }
  }

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(Miscalibration.HOPEFUL, Miscalibration.NONE, true),
          new Pair(Miscalibration.NONE, Miscalibration.OVERCONFIDENT, true),
          new Pair(Miscalibration.OVERCONFIDENT, Miscalibration.ROUNDED, true),
          new Pair(Miscalibration.NONE, Miscalibration.NONE, false),
          new Pair(Miscalibration.HOPEFUL, Miscalibration.HOPEFUL, false),
          new Pair(Miscalibration.FAR_TOO_HIGH, Miscalibration.NONE, false));

  @Test
  void ofTheLossAgainstWhatServesNow() {
    Coverage loss = new Coverage("calibration error, loss", lossRuns);
    for (int n : new int[] {57, 200}) {
      for (double rate : grid.pairedOrRare()) {
        for (Pair pair : PAIRS) {
          loss.simulate("n=" + n + " rate=" + rate + " " + pair, r -> pair.draw(r, n, rate));
        }
      }
    }
    loss.requireApproximate();
  }
}
