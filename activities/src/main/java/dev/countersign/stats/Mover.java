package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.List;

/**
 * Intervals of sums and differences of estimated numbers from the intervals of each: the method of
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

  /**
   * The interval of a − b, of two numbers from differences or areas alike.
   *
   * @param a an estimate
   * @param ofA its interval, which holds it
   * @param b another, independent of it
   * @param ofB its interval, of the same confidence
   */
  public static Interval difference(double a, Interval ofA, double b, Interval ofB) {
    return difference(a, ofA, b, ofB, 0);
  }

  /**
   * The interval of a − b where both come from some of the same rows.
   *
   * @param correlation of the two estimates, in [−1, 1]
   */
  static Interval difference(double a, Interval ofA, double b, Interval ofB, double correlation) {
    double difference = a - b;
    return new Interval(
        difference - side(a - ofA.low(), ofB.high() - b, correlation),
        difference + side(ofA.high() - a, b - ofB.low(), correlation),
        ofA.confidence(),
        (correlation == 0 ? "MOVER of " : "MOVER, paired, of ")
            + (ofA.method().equals(ofB.method()) ? ofA.method() : "both"));
  }

  private static double side(double x, double y, double correlation) {
    return Math.sqrt(Math.max(0, x * x - 2 * correlation * x * y + y * y));
  }

  /**
   * The interval of the mean of several numbers.
   *
   * @param estimates independent of each other
   * @param intervals of each, all of the same confidence
   */
  public static Interval mean(double[] estimates, List<Interval> intervals) {
    double sum = 0;
    double below = 0;
    double above = 0;
    for (int i = 0; i < estimates.length; i++) {
      sum += estimates[i];
      below = Math.hypot(below, estimates[i] - intervals.get(i).low());
      above = Math.hypot(above, intervals.get(i).high() - estimates[i]);
    }
    return new Interval(
        (sum - below) / estimates.length,
        (sum + above) / estimates.length,
        intervals.getFirst().confidence(),
        "MOVER of " + intervals.getFirst().method());
  }
}
