package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Interval;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What intervals of rates cover, computed exactly by going through every outcome, over a grid with
 * no difference, unequal groups and rare labels.
 */
@Tag("long")
class CoverageTest {
  private static final double[] RATES = {0.02, 0.05, 0.1, 0.25, 0.5, 0.7, 0.9, 0.97};
  private static final double[] RATIOS = {0.5, 0.8, 1};
  private static final int[][] SIZES = {{50, 50}, {200, 200}, {57, 243}, {50, 400}, {400, 50}};

  /** Makes the interval of two counts. */
  private interface Method {
    Interval of(Proportion one, Proportion other);
  }

  @Test
  void exactIntervalsNeverCoverLess() {
    DoubleSummaryStatistics clopper = new DoubleSummaryStatistics();
    DoubleSummaryStatistics wilson = new DoubleSummaryStatistics();
    for (int n : new int[] {10, 20, 57, 200, 1000}) {
      for (double p : RATES) {
        clopper.accept(ofRate(n, p, k -> new Proportion(k, n).clopperPearson(0.95)));
        wilson.accept(ofRate(n, p, k -> new Proportion(k, n).wilson(0.95)));
      }
    }
    report("Clopper-Pearson", clopper);
    report("Wilson", wilson);
    assertThat(clopper.getMin()).isGreaterThanOrEqualTo(0.95);
    assertThat(wilson.getAverage()).isGreaterThanOrEqualTo(0.945);
  }

  private static double ofRate(int n, double p, java.util.function.IntFunction<Interval> method) {
    BinomialDistribution counts = BinomialDistribution.of(n, p);
    double covered = 0;
    for (int k = 0; k <= n; k++) {
      covered += method.apply(k).contains(p) ? counts.probability(k) : 0;
    }
    return covered;
  }

  @Test
  void newcombeCoversDifferences() {
    check("Newcombe", (a, b) -> Difference.newcombe(a, b, 0.95), (p, q) -> p - q);
  }

  @Test
  void katzCoversRatios() {
    check("Katz", (a, b) -> Ratio.katz(a, b, 0.95), (p, q) -> p / q);
  }

  private static void check(String name, Method method, ToDoubleBiFunction<Double, Double> truth) {
    DoubleSummaryStatistics coverage = new DoubleSummaryStatistics();
    List<String> low = new ArrayList<>();
    for (int[] size : SIZES) {
      Interval[][] table = new Interval[size[0] + 1][size[1] + 1];
      for (int x = 0; x <= size[0]; x++) {
        for (int y = 0; y <= size[1]; y++) {
          table[x][y] = method.of(new Proportion(x, size[0]), new Proportion(y, size[1]));
        }
      }
      for (double q : RATES) {
        for (double ratio : RATIOS) {
          double covered = covered(table, ratio * q, q, truth.applyAsDouble(ratio * q, q));
          coverage.accept(covered);
          if (covered < 0.92) {
            low.add(size[0] + "/" + size[1] + " p=" + ratio * q + " q=" + q + ": " + covered);
          }
        }
      }
    }
    report(name, coverage);
    low.forEach(System.out::println);
    assertThat(coverage.getAverage()).isGreaterThanOrEqualTo(0.945);
    assertThat(coverage.getMin()).isGreaterThanOrEqualTo(0.91);
  }

  private static double covered(Interval[][] table, double p, double q, double truth) {
    BinomialDistribution one = BinomialDistribution.of(table.length - 1, p);
    BinomialDistribution other = BinomialDistribution.of(table[0].length - 1, q);
    double covered = 0;
    for (int x = 0; x < table.length; x++) {
      for (int y = 0; y < table[0].length; y++) {
        if (table[x][y].contains(truth)) {
          covered += one.probability(x) * other.probability(y);
        }
      }
    }
    return covered;
  }

  private static void report(String name, DoubleSummaryStatistics coverage) {
    System.out.printf(
        "%s at 95 %%: mean %.4f, minimum %.4f, maximum %.4f over %d points%n",
        name, coverage.getAverage(), coverage.getMin(), coverage.getMax(), coverage.getCount());
  }
}
