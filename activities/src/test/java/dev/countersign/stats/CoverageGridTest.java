package dev.countersign.stats;

import org.junit.jupiter.api.Tag;

/**
 * What intervals cover over a grid with no difference, unequal groups and rare labels, 10,000 runs
 * a point.
 */
@Tag("long")
class CoverageGridTest extends CoverageCases {
  CoverageGridTest() {
    super(
        10_000,
        new int[][] {{50, 50}, {200, 200}, {57, 243}, {50, 400}, {400, 50}, {1000, 1000}},
        new double[] {0.02, 0.05, 0.1, 0.25, 0.5, 0.7, 0.9, 0.97},
        new double[] {0.5, 0.8, 1},
        new double[] {0.1, 0.2, 0.4, 0.6, 0.8, 0.9});
  }
}
