package dev.countersign.stats;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** F1 of decisions, and its mean over classes. */
abstract class DecisionCoverage {
  private final CoverageGrid grid;

  DecisionCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  @Test
  void ofF1() {
    Coverage f1 = new Coverage("F1, Wilson of Jaccard's index", grid.runs());
    for (int n : new int[] {200, 1000}) {
      for (double rate : new double[] {0.1, 0.3, 0.7}) {
        double[] shares = {rate * 0.7, rate * 0.3 + (1 - rate) * 0.15, (1 - rate) * 0.85};
        double jaccard = shares[0] / (shares[0] + shares[1]);
        f1.simulate(
            "n=" + n + " rate=" + rate,
            jaccard,
            r -> {
              long[] drawn = Draws.multinomial(r, n, shares);
              return new Proportion(drawn[0], drawn[0] + drawn[1]).wilson(Coverage.LEVEL);
            });
      }
    }
    f1.requireApproximate();
  }

  /** Mean F1 of three classes, every class against the others, as the gates resample it. */
  @Test
  void ofResampledCounts() {
    Coverage classes = new Coverage("mean F1 of classes, multinomial BCa", grid.runs() / 10);
    double[] shares = {0.25, 0.04, 0.06, 0.05, 0.2, 0.05, 0.05, 0.05, 0.25};
    for (int n : new int[] {200, 1000}) {
      classes.simulate(
          "n=" + n,
          meanF1(shares),
          r ->
              Resampling.interval(
                  new long[][] {Draws.multinomial(r, n, shares)},
                  c -> meanF1(Arrays.stream(c[0]).asDoubleStream().toArray()),
                  2000,
                  Coverage.LEVEL,
                  r.nextLong()));
    }
    classes.requireApproximate();
  }

  /** Cells are label × prediction. */
  private static double meanF1(double[] cells) {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      double labelled = cells[3 * k] + cells[3 * k + 1] + cells[3 * k + 2];
      double predicted = cells[k] + cells[3 + k] + cells[6 + k];
      sum += 2 * cells[4 * k] / (labelled + predicted);
    }
    return sum / 3;
  }
}
