package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Coverage;
import dev.countersign.stats.CoverageGrid;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** The 95th percentile of answering times, of as many calls as are made and of fewer. */
abstract class LatencyCoverage {
  private static final double SHARE = 0.95;
  private static final double Z = NormalDistribution.of(0, 1).inverseCumulativeProbability(SHARE);
  private static final int[] CALLS = {73, 100, 200, 500};

  /** So that they still tell as much as 73 independent ones. */
  private static final int MANY = 200;

  /** What docs/gates/evaluation.md says of fewer that are slow together. */
  private static final double FEW_TOGETHER = 0.88;

  private final CoverageGrid grid;

  LatencyCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  /** Of times without ties, whatever their law, every outcome is gone through. */
  @Test
  void ofAnyTimes() {
    Coverage coverage = new Coverage("95th percentile, order statistics", 0);
    for (int n = CALLS[0]; n <= 500; n++) {
      Interval ranks =
          Latency.of(IntStream.rangeClosed(1, n).asDoubleStream().toArray())
              .interval(SHARE, Coverage.LEVEL, n);
      BinomialDistribution below = BinomialDistribution.of(n, SHARE);
      double covered =
          below.cumulativeProbability((int) ranks.high() - 1)
              - below.cumulativeProbability((int) ranks.low() - 1);
      coverage.exactly("n=" + n, covered, (ranks.high() - ranks.low()) / n);
    }
    coverage.requireNominal();
  }

  /** Log-normal times; a clock that ticks makes ties. */
  @Test
  void ofSkewedTimes() {
    Coverage skewed = new Coverage("95th percentile, log-normal", grid.runs());
    Coverage ticking = new Coverage("95th percentile, clock that ticks", grid.runs());
    for (int n : CALLS) {
      for (double spread : new double[] {0.2, 1}) {
        String point = "n=" + n + " spread=" + spread;
        double truth = Math.exp(spread * Z);
        skewed.simulate(point, truth, random -> times(random, n, spread, 0, 0));
        ticking.simulate(point, Math.ceil(10 * truth), random -> times(random, n, spread, 0, 10));
      }
    }
    skewed.requireNominal();
    ticking.requireNominal();
  }

  /** Calls one after another that are slow together: fewer than they seem. */
  @Test
  void ofTimesThatHangTogether() {
    Coverage few = new Coverage("95th percentile, correlation ½, few", grid.runs());
    Coverage many = new Coverage("95th percentile, correlation ½", grid.runs());
    for (int n : CALLS) {
      (n < MANY ? few : many)
          .simulate("n=" + n, Math.exp(Z), random -> times(random, n, 1, 0.5, 0));
    }
    few.requireAtLeast(FEW_TOGETHER);
    many.requireApproximate();
  }

  /**
   * The interval of times whose logarithms are normal.
   *
   * @param correlation of a call's with the one's before, in [0, 1)
   * @param ticks of the clock in the unit of time, which round up; 0 for none
   */
  private static Interval times(
      SplittableRandom random, int n, double spread, double correlation, int ticks) {
    double[] times = new double[n];
    double at = random.nextGaussian();
    for (int call = 0; call < n; call++) {
      double time = Math.exp(spread * at);
      times[call] = ticks == 0 ? time : Math.ceil(ticks * time);
      at = correlation * at + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
    }
    return Latency.of(times).interval(SHARE, Coverage.LEVEL);
  }
}
