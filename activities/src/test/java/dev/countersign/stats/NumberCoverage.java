package dev.countersign.stats;

import org.junit.jupiter.api.Test;

/** Errors of predicted numbers. */
abstract class NumberCoverage {
  private static final double HEAVY_TAILS = 0.92;

  private final CoverageGrid grid;

  NumberCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  @Test
  void ofNumbersPredicted() {
    Coverage squared = new Coverage("mean squared error, Hall's t", grid.runs());
    Coverage heavy = new Coverage("mean squared error, Laplace errors", grid.runs());
    Coverage explained = new Coverage("R², t on ln(1 − R²)", grid.runs());
    for (int n : new int[] {57, 200, 1000}) {
      for (double noise : new double[] {0.3, 1, 3}) {
        String point = "n=" + n + " noise=" + noise;
        squared.simulate(
            point,
            noise * noise,
            r -> {
              double[] squares = new double[n];
              for (int i = 0; i < n; i++) {
                squares[i] = Math.pow(noise * r.nextGaussian(), 2);
              }
              return Mean.of(squares).interval(Coverage.LEVEL);
            });
        heavy.simulate(
            point,
            2 * noise * noise,
            r -> {
              double[] squares = new double[n];
              for (int i = 0; i < n; i++) {
                squares[i] = Math.pow(noise * Math.log(1 - r.nextDouble()), 2);
              }
              return Mean.of(squares).interval(Coverage.LEVEL);
            });
        explained.simulate(
            point,
            1 - noise * noise / (1 + noise * noise),
            r -> {
              double[] actual = new double[n];
              double[] predicted = new double[n];
              for (int i = 0; i < n; i++) {
                predicted[i] = r.nextGaussian();
                actual[i] = predicted[i] + noise * r.nextGaussian();
              }
              return CoefficientOfDetermination.of(actual, predicted).interval(Coverage.LEVEL);
            });
      }
    }
    squared.requireApproximate();
    heavy.requireAtLeast(HEAVY_TAILS);
    explained.requireApproximate();
  }
}
