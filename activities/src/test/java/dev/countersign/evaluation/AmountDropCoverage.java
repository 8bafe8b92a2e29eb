package dev.countersign.evaluation;

import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.gate.Interval;
import dev.countersign.manifest.Band;
import dev.countersign.stats.Coverage;
import dev.countersign.stats.CoverageGrid;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** What a release loses in predicted numbers against what serves now, on the same rows. */
abstract class AmountDropCoverage {
  private static final Band POSITIVE = Band.parse(">=0");
  private static final double LABEL = 2;

  private final CoverageGrid grid;

  AmountDropCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  /**
   * How two models err.
   *
   * @param bias of the release, of what serves now
   * @param spread likewise
   * @param correlation of their errors
   */
  private record Errors(double bias, double was, double spread, double before, double correlation) {
    static final List<Errors> ALIKE_OR_WORSE =
        List.of(
            new Errors(0, 0, 1, 1, 0.5),
            new Errors(0, 0, 1, 1, 0.99),
            new Errors(0.3, -0.1, 1.3, 1, 0.5),
            new Errors(0.2, 0.2, 1.05, 1, 0.95));

    Paired<Amounts> draw(SplittableRandom random, int n) {
      double[] actual = new double[n];
      double[] now = new double[n];
      double[] then = new double[n];
      double rest = Math.sqrt(1 - correlation * correlation);
      for (int row = 0; row < n; row++) {
        actual[row] = LABEL * random.nextGaussian();
        double shared = random.nextGaussian();
        double own = correlation * shared + rest * random.nextGaussian();
        then[row] = actual[row] + was + before * shared;
        now[row] = actual[row] + bias + spread * own;
      }
      return new Paired<>(new Amounts(actual, now, POSITIVE), new Amounts(actual, then, POSITIVE));
    }

    double loss(String metric) {
      return switch (metric) {
        case "mean-absolute-error" -> absolute(bias, spread) - absolute(was, before);
        case "root-mean-squared-error" -> Math.hypot(bias, spread) - Math.hypot(was, before);
        case "mean-error" -> Math.abs(bias) - Math.abs(was);
        case "r-squared" -> (square(bias, spread) - square(was, before)) / (LABEL * LABEL);
        default -> throw new IllegalArgumentException(metric);
      };
    }

    private static double square(double bias, double spread) {
      return bias * bias + spread * spread;
    }

    /** The mean of the folded normal distribution. */
    private static double absolute(double bias, double spread) {
      double z = bias / spread;
      NormalDistribution normal = NormalDistribution.of(0, 1);
      return 2 * spread * normal.density(z) + bias * (1 - 2 * normal.cumulativeProbability(-z));
    }
  }

  @Test
  void ofErrors() {
    for (String metric :
        List.of("mean-absolute-error", "root-mean-squared-error", "mean-error", "r-squared")) {
      Coverage coverage = new Coverage(metric + ", loss", grid.runs());
      for (int n : new int[] {57, 200}) {
        for (Errors errors : Errors.ALIKE_OR_WORSE) {
          coverage.simulate(
              "n=" + n + " " + errors,
              errors.loss(metric),
              random -> of(metric, new AmountLosses().performance(errors.draw(random, n))));
        }
      }
      coverage.requireApproximate();
    }
  }

  @Test
  void ofMeansOfGroups() {
    Coverage coverage = new Coverage("mean-error-difference, loss", grid.runs());
    Errors even = Errors.ALIKE_OR_WORSE.getFirst();
    for (int[] size : grid.sizes()) {
      for (Errors errors : Errors.ALIKE_OR_WORSE) {
        double apart = Math.abs(errors.bias()) - Math.abs(errors.was());
        coverage.simulate(
            size[0] + "/" + size[1] + " " + errors,
            apart,
            random ->
                of(
                    "mean-error-difference",
                    new AmountLosses()
                        .parity(errors.draw(random, size[0]), even.draw(random, size[1]))));
      }
    }
    coverage.requireApproximate();
  }

  private static Interval of(String metric, List<Loss> losses) {
    int at =
        IntStream.range(0, losses.size())
            .filter(i -> losses.get(i).metric().equals(metric))
            .findFirst()
            .orElseThrow();
    return losses.get(at).measure().interval();
  }
}
