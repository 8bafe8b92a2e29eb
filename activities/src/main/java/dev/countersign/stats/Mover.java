package dev.countersign.stats;

import dev.countersign.gate.Interval;

/**
 * Intervals of sums of independently estimated numbers from the intervals of each: the method of
 * variance estimates recovery (Zou and Donner 2008, Statistics in Medicine 27: 1693–1702).
 * Newcombe's interval of a difference of proportions is its best-known case.
 */
public final class Mover {
  private Mover() {}

  /**
   * The interval of (a + b) / 2.
   *
   * @param a an estimate
   * @param ofA its interval, which holds it
   * @param b another, independent of it
   * @param ofB its interval, of the same confidence
   */
  public static Interval halfSum(double a, Interval ofA, double b, Interval ofB) {
    double sum = a + b;
    double below = Math.hypot(a - ofA.low(), b - ofB.low());
    double above = Math.hypot(ofA.high() - a, ofB.high() - b);
    return new Interval(
        (sum - below) / 2,
        (sum + above) / 2,
        ofA.confidence(),
        "MOVER of " + (ofA.method().equals(ofB.method()) ? ofA.method() : "both"));
  }
}
