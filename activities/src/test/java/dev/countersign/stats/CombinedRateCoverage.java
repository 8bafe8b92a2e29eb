package dev.countersign.stats;

import dev.countersign.stats.LargestDifference.Pair;
import dev.countersign.stats.MantelHaenszel.Stratum;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Differences of rates summed, the largest of several, and averaged over strata. */
abstract class CombinedRateCoverage {
  /** What docs/gates/evaluation.md says of strata with hardly a row. */
  private static final double SPARSE_STRATA = 0.8;

  private final CoverageGrid grid;

  CombinedRateCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  @Test
  void ofAverageOdds() {
    Coverage coverage = new Coverage("average odds, MOVER of Newcombe", grid.runs());
    grid.pairs(
        (n, m, p, q) ->
            coverage.simulate(
                CoverageGrid.name(n, m, p, q),
                (p - q + p / 2 - q / 2) / 2,
                random -> {
                  Proportion a = Draws.proportion(random, n, p);
                  Proportion b = Draws.proportion(random, m, q);
                  Proportion c = Draws.proportion(random, n, p / 2);
                  Proportion d = Draws.proportion(random, m, q / 2);
                  return Mover.halfSum(
                      Difference.of(a, b),
                      Difference.newcombe(a, b, Coverage.LEVEL),
                      Difference.of(c, d),
                      Difference.newcombe(c, d, Coverage.LEVEL));
                }));
    coverage.requireApproximate();
  }

  @Test
  void ofEqualizedOdds() {
    Coverage coverage = new Coverage("equalized odds, maximum of two", grid.runs());
    grid.pairs(
        (n, m, p, q) ->
            coverage.simulate(
                CoverageGrid.name(n, m, p, q),
                Math.abs(p - q),
                random ->
                    EqualizedOdds.difference(
                            Draws.proportion(random, n, p),
                            Draws.proportion(random, n, 0.2),
                            Draws.proportion(random, m, q),
                            Draws.proportion(random, m, 0.2),
                            Coverage.LEVEL)
                        .interval()));
    coverage.requireApproximate();
  }

  @Test
  void ofTheLargestOfThreeClasses() {
    Coverage coverage = new Coverage("largest of three classes", grid.runs());
    grid.pairs(
        (n, m, p, q) ->
            coverage.simulate(
                CoverageGrid.name(n, m, p, q),
                Math.abs(p - q),
                random -> {
                  Proportion a = Draws.proportion(random, n, p);
                  Proportion b = Draws.proportion(random, m, q);
                  long ofRest = BinomialSampler.draw(random, n - a.hits(), 0.5);
                  long ofOther = BinomialSampler.draw(random, m - b.hits(), 0.5);
                  return new LargestDifference(
                          List.of(
                              new Pair(a, b),
                              new Pair(new Proportion(ofRest, n), new Proportion(ofOther, m)),
                              new Pair(
                                  new Proportion(n - a.hits() - ofRest, n),
                                  new Proportion(m - b.hits() - ofOther, m))))
                      .interval(Coverage.LEVEL);
                }));
    coverage.requireApproximate();
  }

  @Test
  void ofConditionalDifferences() {
    Coverage coverage = new Coverage("Mantel-Haenszel, Klingenberg", grid.runs());
    Coverage sparse = new Coverage("Mantel-Haenszel, under two rows expected", grid.runs());
    grid.pairs(
        (n, m, p, q) -> {
          boolean expectsTwo = Math.min(n, m) * Math.min(p, 1 - q) >= 2;
          (expectsTwo ? coverage : sparse)
              .simulate(
                  CoverageGrid.name(n, m, p, q),
                  p - q,
                  random -> {
                    List<Stratum> strata = new ArrayList<>();
                    for (int s = 0; s < 5; s++) {
                      strata.add(
                          new Stratum(
                              Draws.proportion(random, n / 5 + s, p),
                              Draws.proportion(random, m / 5 + s, q)));
                    }
                    return MantelHaenszel.difference(strata, Coverage.LEVEL)
                        .orElseThrow()
                        .interval();
                  });
        });
    coverage.requireApproximate();
    sparse.requireAtLeast(SPARSE_STRATA);
  }
}
