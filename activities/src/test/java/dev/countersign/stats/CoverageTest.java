package dev.countersign.stats;

/**
 * What intervals cover, over a small grid in every build; the large one is {@link
 * CoverageGridTest}.
 */
class CoverageTest extends CoverageCases {
  CoverageTest() {
    super(
        2_000,
        new int[][] {{200, 200}, {57, 243}},
        new double[] {0.05, 0.3, 0.7},
        new double[] {0.8, 1},
        new double[] {0.3});
  }
}
