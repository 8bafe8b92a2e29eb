package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two models on the same rows: what one loses against the other. */
abstract class PairedCoverage {
  private final CoverageGrid grid;

  PairedCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  @Test
  void ofPairedProportions() {
    Coverage accuracy = new Coverage("paired accuracy, Agresti-Min", grid.runs());
    Coverage balanced = new Coverage("paired balanced accuracy, MOVER", grid.runs());
    for (int n : new int[] {57, 200, 1000}) {
      for (double differ : new double[] {0.03, 0.1, 0.3}) {
        for (double share : new double[] {0.5, 0.7}) {
          double truth = differ * (2 * share - 1);
          String point = "n=" + n + " differ=" + differ + " share=" + share;
          accuracy.simulate(
              point, truth, r -> drop(r, n, differ, share).agrestiMin(Coverage.LEVEL));
          balanced.simulate(
              point,
              truth,
              r -> {
                PairedProportions a = drop(r, n, differ, share);
                PairedProportions b = drop(r, n / 2, differ, share);
                return Mover.halfSum(
                    a.difference(),
                    a.agrestiMin(Coverage.LEVEL),
                    b.difference(),
                    b.agrestiMin(Coverage.LEVEL));
              });
        }
      }
    }
    accuracy.requireApproximate();
    balanced.requireApproximate();
  }

  private static PairedProportions drop(
      SplittableRandom random, int n, double differ, double share) {
    long differing = BinomialSampler.draw(random, n, differ);
    long first = BinomialSampler.draw(random, differing, share);
    return new PairedProportions(first, differing - first, n);
  }

  /** Precision, and F1, of one model less another's on the same rows. */
  @Test
  void ofPairedShares() {
    Coverage precision = new Coverage("paired precision, MOVER of Wilson", grid.runs());
    Coverage f1 = new Coverage("paired F1, MOVER of Wilson", grid.runs());
    for (int n : new int[] {200, 500, 2000}) {
      for (double rate : grid.paired()) {
        for (TwoModels shape : TwoModels.values()) {
          double[] c = shape.cells(rate);
          String point = "n=" + n + " rate=" + rate + " of " + shape;
          precision.simulate(
              point,
              (c[0] + c[1]) / (c[0] + c[1] + c[4] + c[5])
                  - (c[0] + c[2]) / (c[0] + c[2] + c[4] + c[6]),
              r -> precisionDrop(Draws.multinomial(r, n, c)));
          double most = c[0] + c[1] + c[2] + c[3] + c[4];
          f1.simulate(
              point,
              f1((c[0] + c[1]) / (most + c[5])) - f1((c[0] + c[2]) / (most + c[6])),
              r -> f1Drop(Draws.multinomial(r, n, c)));
        }
      }
    }
    precision.requireApproximate();
    f1.requireApproximate();
  }

  private static Interval precisionDrop(long[] c) {
    Proportion one = new Proportion(c[0] + c[1], c[0] + c[1] + c[4] + c[5]);
    Proportion other = new Proportion(c[0] + c[2], c[0] + c[2] + c[4] + c[6]);
    return one.isEmpty() || other.isEmpty()
        ? null
        : new PairedShares(one, other, c[0], 0, 0, c[4]).difference(p -> p, Coverage.LEVEL);
  }

  private static double f1(double jaccard) {
    return 2 * jaccard / (1 + jaccard);
  }

  private static Interval f1Drop(long[] c) {
    long most = c[0] + c[1] + c[2] + c[3] + c[4];
    return new PairedShares(
            new Proportion(c[0] + c[1], most + c[5]),
            new Proportion(c[0] + c[2], most + c[6]),
            c[0],
            c[1],
            c[2],
            c[3] + c[4])
        .difference(PairedCoverage::f1, Coverage.LEVEL);
  }
}
