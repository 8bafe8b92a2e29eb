package dev.countersign.evaluation;

import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Bars;
import dev.countersign.stats.Coverage;
import dev.countersign.stats.CoverageGrid;
import dev.countersign.stats.Draws;
import dev.countersign.stats.TwoModels;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a release loses in fairness against what serves now, on the same people. */
abstract class ParityDropCoverage {
  private static final String GATE = "evaluation";

  /** An upper end at α/2 lets pass a release that loses the whole margin no more often. */
  private static final double NOT_PASSED = 0.975;

  /** So that a true positive rate is hardly ever missing. */
  private static final int FAVOURABLE_ROWS = 10;

  private static final double POPULATION = 1e12;

  private final CoverageGrid grid;

  ParityDropCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  /** A group and the reference: sizes, and shares of the cells of {@link TwoModels}. */
  private record People(int n, double[] group, int m, double[] reference) {

    /** What both models have truly lost to parity. */
    double loss(Fairness metric) {
      long[] group = expected(this.group);
      long[] reference = expected(this.reference);
      return distance(metric, release(group), release(reference))
          - distance(metric, serving(group), serving(reference));
    }

    private static long[] expected(double[] shares) {
      return Arrays.stream(shares).mapToLong(share -> Math.round(share * POPULATION)).toArray();
    }

    private static double distance(Fairness metric, Confusion group, Confusion reference) {
      return Parity.distance(metric, metric.of(group, reference).value());
    }

    Check drop(IncumbentChecks checks, SplittableRandom random) {
      long[] group = Draws.multinomial(random, n, this.group);
      long[] reference = Draws.multinomial(random, m, this.reference);
      ScoredGroups now = groups(release(group), release(reference));
      ScoredGroups before = groups(serving(group), serving(reference));
      return checks.fairness(now, before, false).getFirst();
    }

    private static ScoredGroups groups(Confusion group, Confusion reference) {
      return new ScoredGroups(
          "sex",
          false,
          List.of("m", "f"),
          List.of(new Scored(reference, null), new Scored(group, null)),
          0);
    }

    private static Confusion release(long[] c) {
      return new Confusion(c[0] + c[1], c[2] + c[3], c[4] + c[5], c[6] + c[7]);
    }

    private static Confusion serving(long[] c) {
      return new Confusion(c[0] + c[2], c[1] + c[3], c[4] + c[6], c[5] + c[7]);
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
        IncumbentChecks checks = allowing(metric, truth);
        int[] passed = new int[1];
        loss.simulate(
            point,
            truth,
            random -> {
              Check check = people.drop(checks, random);
              passed[0] += check.verdict() == Verdict.PASS ? 1 : 0;
              return check.interval();
            });
        margin.exactly(point, 1 - (double) passed[0] / grid.runs(), 0);
      }
    }
  }

  private static IncumbentChecks allowing(Fairness metric, double loss) {
    CheckBar bar = new CheckBar(null, null, loss, Severity.BLOCK, DecideOn.INTERVAL, "test");
    return new IncumbentChecks(
        new Bars(TestPolicies.empty().bar(GATE, metric.id(), bar).build(), GATE));
  }
}
