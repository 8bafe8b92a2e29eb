package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.function.DoubleUnaryOperator;

/**
 * Two shares of rows of which some are counted in both, for example of those that one model decides
 * for and those that another does.
 *
 * @param one hits of the first share's rows
 * @param other hits of the second's
 * @param both rows of both that are a hit in either share
 * @param onlyOne rows of both that are a hit in the first alone
 * @param onlyOther rows of both that are a hit in the second alone
 * @param neither rows of both that are a hit in none
 */
public record PairedShares(
    Proportion one, Proportion other, long both, long onlyOne, long onlyOther, long neither) {

  /**
   * The correlation of the two estimates, by the delta method; 0 where one of them does not vary.
   */
  public double correlation() {
    double p = one.rate();
    double q = other.rate();
    double covariance =
        both * (1 - p) * (1 - q)
            - onlyOne * (1 - p) * q
            - onlyOther * p * (1 - q)
            + neither * p * q;
    double scale = Math.sqrt(one.trials() * p * (1 - p) * other.trials() * q * (1 - q));
    return scale > 0 ? Math.clamp(covariance / scale, -1, 1) : 0;
  }

  /**
   * The interval of f(first share) − f(second): MOVER of both shares' Wilson intervals with their
   * correlation (Newcombe 1998, Statistics in Medicine 17: 2635–2650; Zou and Donner 2008, ibid.
   * 27: 1693–1702).
   *
   * @param f increasing; the identity for the shares themselves
   * @throws IllegalArgumentException if either share has no rows
   */
  public Interval difference(DoubleUnaryOperator f, double confidence) {
    return Mover.difference(
        f.applyAsDouble(one.rate()),
        transformed(one.wilson(confidence), f),
        f.applyAsDouble(other.rate()),
        transformed(other.wilson(confidence), f),
        correlation());
  }

  private static Interval transformed(Interval share, DoubleUnaryOperator f) {
    return new Interval(
        f.applyAsDouble(share.low()),
        f.applyAsDouble(share.high()),
        share.confidence(),
        share.method());
  }
}
