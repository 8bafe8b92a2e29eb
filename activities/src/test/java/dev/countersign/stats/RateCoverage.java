package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

/** Single rates, and two independent ones compared: every outcome is gone through. */
abstract class RateCoverage {
  /** What docs/gates/evaluation.md says of intervals that are asked for more than they can do. */
  private static final double SPARSE_WILSON = 0.91;

  private final CoverageGrid grid;

  RateCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  /** Makes the interval of two counts. */
  private interface Method {
    Interval of(Proportion one, Proportion other);
  }

  @Test
  void ofOneRate() {
    Coverage clopper = new Coverage("Clopper-Pearson", 0);
    Coverage wilson = new Coverage("Wilson", 0);
    Coverage sparse = new Coverage("Wilson, under one row expected", 0);
    for (int n : new int[] {10, 20, 57, 200, 1000}) {
      for (double p : grid.rates()) {
        ofRate(clopper, n, p, (k, of) -> new Proportion(k, of).clopperPearson(Coverage.LEVEL));
        boolean expectsOne = n * p >= 1 && n * (1 - p) >= 1;
        ofRate(
            expectsOne ? wilson : sparse,
            n,
            p,
            (k, of) -> new Proportion(k, of).wilson(Coverage.LEVEL));
      }
    }
    clopper.requireNominal();
    wilson.requireApproximate();
    sparse.requireAtLeast(SPARSE_WILSON);
  }

  /** Makes the interval of a count. */
  private interface RateMethod {
    Interval of(int hits, int trials);
  }

  private static void ofRate(Coverage coverage, int n, double p, RateMethod method) {
    BinomialDistribution counts = BinomialDistribution.of(n, p);
    double covered = 0;
    double width = 0;
    for (int k = 0; k <= n; k++) {
      Interval interval = method.of(k, n);
      covered += interval.contains(p) ? counts.probability(k) : 0;
      width += counts.probability(k) * (interval.high() - interval.low());
    }
    coverage.exactly("n=" + n + " p=" + p, covered, width);
  }

  @Test
  void ofADifference() {
    ofPairs("Newcombe", (a, b) -> Difference.newcombe(a, b, Coverage.LEVEL), (p, q) -> p - q);
  }

  @Test
  void ofARatio() {
    ofPairs("Katz log", (a, b) -> Ratio.katz(a, b, Coverage.LEVEL), (p, q) -> p / q);
  }

  private void ofPairs(String name, Method method, ToDoubleBiFunction<Double, Double> truth) {
    Coverage coverage = new Coverage(name, 0);
    grid.pairs((n, m, p, q) -> ofPair(coverage, method, truth.applyAsDouble(p, q), n, m, p, q));
    coverage.requireApproximate();
  }

  private static void ofPair(
      Coverage coverage, Method method, double truth, int n, int m, double p, double q) {
    BinomialDistribution one = BinomialDistribution.of(n, p);
    BinomialDistribution other = BinomialDistribution.of(m, q);
    double covered = 0;
    double width = 0;
    for (int x = 0; x <= n; x++) {
      for (int y = 0; y <= m; y++) {
        double weight = one.probability(x) * other.probability(y);
        if (weight > 1e-12) {
          Interval interval = method.of(new Proportion(x, n), new Proportion(y, m));
          covered += interval.contains(truth) ? weight : 0;
          double w = interval.high() - interval.low();
          width += Double.isFinite(w) ? weight * w : 0;
        }
      }
    }
    coverage.exactly(CoverageGrid.name(n, m, p, q), covered, width);
  }
}
