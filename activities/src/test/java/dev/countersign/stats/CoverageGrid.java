package dev.countersign.stats;

import java.util.stream.DoubleStream;

/**
 * The points at which coverage is looked at.
 *
 * @param runs simulated at every point
 * @param sizes of two groups
 * @param rates of the reference, and of single rates
 * @param ratios of the other group's rate to the reference's
 * @param paired base rates of rows on which two models are compared
 * @param rare base rates at which few rows have the one label
 */
public record CoverageGrid(
    int runs, int[][] sizes, double[] rates, double[] ratios, double[] paired, double[] rare) {

  /** For every build. */
  public static final CoverageGrid SMALL =
      new CoverageGrid(
          2_000,
          new int[][] {{200, 200}, {57, 243}},
          new double[] {0.05, 0.3, 0.7},
          new double[] {0.8, 1},
          new double[] {0.3},
          new double[] {});

  /** No difference, unequal groups and rare labels. */
  public static final CoverageGrid LARGE =
      new CoverageGrid(
          10_000,
          new int[][] {{50, 50}, {200, 200}, {57, 243}, {50, 400}, {400, 50}, {1000, 1000}},
          new double[] {0.02, 0.05, 0.1, 0.25, 0.5, 0.7, 0.9, 0.97},
          new double[] {0.5, 0.8, 1},
          new double[] {0.1, 0.2, 0.4, 0.6, 0.8, 0.9},
          new double[] {0.03, 0.97});

  /** Base rates of rows on which two models are compared, rare ones too. */
  public double[] pairedOrRare() {
    return DoubleStream.concat(DoubleStream.of(paired), DoubleStream.of(rare)).toArray();
  }

  /** Looks at one point: group sizes, and a rate of each. */
  interface Point {
    void at(int n, int m, double p, double q);
  }

  void pairs(Point point) {
    for (int[] size : sizes) {
      for (double q : rates) {
        for (double ratio : ratios) {
          point.at(size[0], size[1], ratio * q, q);
        }
      }
    }
  }

  static String name(int n, int m, double p, double q) {
    return n + "/" + m + " p=" + p + " q=" + q;
  }
}
