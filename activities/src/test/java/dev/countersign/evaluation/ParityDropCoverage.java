package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Coverage;
import dev.countersign.stats.CoverageGrid;
import dev.countersign.stats.Draws;
import dev.countersign.stats.TwoModels;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a release loses in fairness against what serves now, on the same people. */
abstract class ParityDropCoverage {
  /**
   * The share of the runs in which a release that loses the whole margin must not pass: 97.5 % are
   * aimed at, and as much less borne with as of two-sided intervals.
   */
  private static final double NOT_PASSED = 0.955;

  /** So that a true positive rate is hardly ever missing. */
  private static final int FAVOURABLE_ROWS = 10;

  private static final double POPULATION = 1e12;

  private final CoverageGrid grid;

  ParityDropCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  /** A group and the reference: sizes, and shares of the cells of {@link TwoModels}. */
  private record People(int n, double[] group, int m, double[] reference) {

    /** What has truly been lost to parity. */
    double loss(Fairness metric) {
      Measure loss = ParityLoss.of(metric, expected(group), expected(reference));
      return Objects.requireNonNull(loss.value());
    }

    private static PairedDecisions expected(double[] shares) {
      return new PairedDecisions(
          Arrays.stream(shares).mapToLong(share -> Math.round(share * POPULATION)).toArray());
    }

    Interval drop(Fairness metric, SplittableRandom random) {
      return ParityLoss.of(
              metric,
              new PairedDecisions(Draws.multinomial(random, n, group)),
              new PairedDecisions(Draws.multinomial(random, m, reference)))
          .interval();
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "DISPARATE_IMPACT",
        "STATISTICAL_PARITY_DIFFERENCE",
        "EQUAL_OPPORTUNITY_DIFFERENCE",
        "AVERAGE_ODDS_DIFFERENCE",
        "EQUALIZED_ODDS_DIFFERENCE"
      })
  void ofALoss(Fairness metric) {
    Coverage loss = new Coverage(metric.id() + ", loss", grid.runs());
    Coverage margin = new Coverage("  not passed at the margin", grid.runs());
    for (int[] size : grid.sizes()) {
      for (double rate : grid.paired()) {
        for (double ratio : grid.ratios()) {
          if (Math.min(size[0] * ratio, size[1]) * rate >= FAVOURABLE_ROWS) {
            ofModels(metric, size, ratio * rate, rate, loss, margin);
          }
        }
      }
    }
    loss.requireApproximate();
    margin.requireAtLeast(NOT_PASSED);
  }

  private void ofModels(
      Fairness metric, int[] size, double p, double q, Coverage loss, Coverage margin) {
    for (TwoModels one : TwoModels.values()) {
      for (TwoModels other : TwoModels.values()) {
        String point = size[0] + " " + one + " p=" + p + ", " + size[1] + " " + other + " q=" + q;
        People people = new People(size[0], one.cells(p), size[1], other.cells(q));
        double truth = people.loss(metric);
        int[] passed = new int[1];
        loss.simulate(
            point,
            truth,
            random -> {
              Interval drop = people.drop(metric, random);
              passed[0] += drop != null && drop.high() <= truth ? 1 : 0;
              return drop;
            });
        margin.exactly(point, 1 - (double) passed[0] / grid.runs(), 0);
      }
    }
  }
}
