package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Coverage;
import dev.countersign.stats.Coverage.Draw;
import dev.countersign.stats.CoverageGrid;
import dev.countersign.stats.Draws;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Calibration error of one model, and what one loses against another on the same rows. Binned error
 * of drawn labels is biased upwards, and binned error of the model understates its own; what is
 * covered is the error of the very rows judged, in their bins, with the true probability of every
 * row in place of its label.
 */
abstract class CalibrationCoverage {
  private final CoverageGrid grid;

  CalibrationCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  @Test
  void ofTheErrorOfTheRows() {
    Coverage ofRows = new Coverage("calibration error", grid.runs());
    for (int n : new int[] {200, 1000}) {
      for (double rate : grid.rates()) {
        for (Miscalibration score : Miscalibration.values()) {
          ofRows.simulate(
              "n=" + n + " rate=" + rate + " " + score, random -> draw(random, n, rate, score));
        }
      }
    }
    ofRows.requireNominal();
  }

  private static Draw draw(SplittableRandom random, int n, double rate, Miscalibration score) {
    double[] probabilities = probabilities(random, n, rate);
    Calibration bins =
        bins(rows(score, probabilities, Miscalibration.labels(random, probabilities)));
    return new Draw(bins.simultaneous(Coverage.LEVEL), Miscalibration.errorOf(bins, probabilities));
  }

  private static double[] probabilities(SplittableRandom random, int n, double rate) {
    double[] probabilities = new double[n];
    for (int row = 0; row < n; row++) {
      probabilities[row] = Draws.score(random, rate);
    }
    Arrays.sort(probabilities);
    return probabilities;
  }

  private static ScoredRows rows(
      Miscalibration score, double[] probabilities, boolean[] favourable) {
    return new ScoredRows(favourable, score.scores(probabilities), new boolean[favourable.length]);
  }

  private static Calibration bins(ScoredRows rows) {
    return Calibration.equalFrequency(
        ScoreCounts.of(rows.scores(), rows.favourable()), Calibration.BINS);
  }

  @Test
  void ofTheLossAgainstWhatServesNow() {
    Coverage loss = new Coverage("calibration error, loss", grid.runs());
    for (int n : new int[] {57, 200}) {
      for (double rate : grid.paired()) {
        for (Miscalibration serving : Miscalibration.values()) {
          loss.simulate(
              "n=" + n + " rate=" + rate + " after " + serving,
              random -> drop(random, n, rate, serving));
        }
      }
    }
    loss.requireNominal();
  }

  private static Draw drop(SplittableRandom random, int n, double rate, Miscalibration serving) {
    double[] probabilities = probabilities(random, n, rate);
    boolean[] labels = Miscalibration.labels(random, probabilities);
    ScoredRows now = rows(Miscalibration.OVERCONFIDENT, probabilities, labels);
    ScoredRows before = rows(serving, probabilities, labels);
    Interval loss = PairedDrop.of(Performance.CALIBRATION_ERROR, now, before).interval();
    return new Draw(
        loss,
        Miscalibration.errorOf(bins(now), probabilities)
            - Miscalibration.errorOf(bins(before), probabilities));
  }
}
