package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Areas under the ROC curve, and means of losses and of scores. */
abstract class ScoreCoverage {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final CoverageGrid grid;

  ScoreCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  @Test
  void ofAreas() {
    Coverage one = new Coverage("AUC, DeLong t on logits", grid.runs());
    Coverage two = new Coverage("AUC difference, MOVER", grid.runs());
    Coverage paired = new Coverage("AUC difference, DeLong paired", grid.runs());
    for (int[] size : new int[][] {{100, 100}, {15, 185}, {50, 400}}) {
      for (double shift : new double[] {0, 0.7, 1.5, 2.3}) {
        double auc = NORMAL.cumulativeProbability(shift / Math.sqrt(2));
        String point = size[0] + " of " + (size[0] + size[1]) + ", AUC " + auc;
        one.simulate(point, auc, r -> area(r, size, shift).interval(Coverage.LEVEL));
        two.simulate(
            point,
            0,
            r -> area(r, size, shift).minus(area(r, new int[] {60, 60}, shift), Coverage.LEVEL));
        paired.simulate(point, 0, r -> paired(r, size, shift));
      }
    }
    one.requireApproximate();
    two.requireApproximate();
    paired.requireApproximate();
  }

  private static RocArea area(SplittableRandom random, int[] size, double shift) {
    double[] scores = new double[size[0] + size[1]];
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = i < size[0];
      scores[i] = random.nextGaussian() + (positive[i] ? shift : 0);
    }
    return DeLong.of(scores, positive).area();
  }

  private static Interval paired(SplittableRandom random, int[] size, double shift) {
    double[] one = new double[size[0] + size[1]];
    double[] other = new double[one.length];
    boolean[] positive = new boolean[one.length];
    for (int i = 0; i < one.length; i++) {
      positive[i] = i < size[0];
      double shared = random.nextGaussian() * Math.sqrt(0.7) + (positive[i] ? shift : 0);
      one[i] = shared + random.nextGaussian() * Math.sqrt(0.3);
      other[i] = shared + random.nextGaussian() * Math.sqrt(0.3);
    }
    return DeLong.of(one, positive).differenceFrom(DeLong.of(other, positive), Coverage.LEVEL);
  }

  @Test
  void ofMeansOfLosses() {
    Coverage one = new Coverage("Brier score, Hall's t", grid.runs());
    Coverage log = new Coverage("log-loss, Hall's t", grid.runs());
    Coverage two = new Coverage("difference of scores, Welch's t, Hall", grid.runs());
    Coverage gaps = new Coverage("difference of calibration gaps", grid.runs());
    for (double rate : grid.rates()) {
      double brier = Mean.of(losses(new SplittableRandom(1), 1_000_000, rate, false)).value();
      double logLoss = Mean.of(losses(new SplittableRandom(2), 1_000_000, rate, true)).value();
      for (int n : new int[] {200, 1000}) {
        String point = "n=" + n + " rate=" + rate;
        one.simulate(
            point, brier, r -> Mean.of(losses(r, n, rate, false)).interval(Coverage.LEVEL));
        log.simulate(
            point, logLoss, r -> Mean.of(losses(r, n, rate, true)).interval(Coverage.LEVEL));
        two.simulate(
            point,
            0,
            r -> Mean.of(scores(r, n, rate)).minus(Mean.of(scores(r, 57, rate)), Coverage.LEVEL));
        gaps.simulate(point, 0, r -> gap(r, n, rate));
      }
    }
    one.requireApproximate();
    log.requireApproximate();
    two.requireApproximate();
    gaps.requireApproximate();
  }

  /** Losses of a calibrated model: scores are beta-like around the base rate. */
  private static double[] losses(SplittableRandom random, int n, double rate, boolean log) {
    double[] losses = new double[n];
    for (int i = 0; i < n; i++) {
      double score = Draws.score(random, rate);
      double right = random.nextDouble() < score ? score : 1 - score;
      losses[i] = log ? -Math.log(right) : (1 - right) * (1 - right);
    }
    return losses;
  }

  private static double[] scores(SplittableRandom random, int n, double rate) {
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      scores[i] = Draws.score(random, rate);
    }
    return scores;
  }

  /** Newcombe's interval of the labels, the scores taken as given. */
  private static Interval gap(SplittableRandom random, int n, double rate) {
    double expected = 0;
    Proportion[] labels = new Proportion[2];
    for (int group = 0; group < 2; group++) {
      double[] scores = scores(random, group == 0 ? n : 57, rate);
      long hits = 0;
      for (double score : scores) {
        hits += random.nextDouble() < score ? 1 : 0;
      }
      labels[group] = new Proportion(hits, scores.length);
      expected += (group == 0 ? 1 : -1) * Mean.of(scores).value();
    }
    Interval shares = Difference.newcombe(labels[0], labels[1], Coverage.LEVEL);
    return new Interval(
        shares.low() - expected, shares.high() - expected, Coverage.LEVEL, shares.method());
  }
}
