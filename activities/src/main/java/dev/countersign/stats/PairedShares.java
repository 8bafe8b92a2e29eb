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
   * How the two estimates vary, by the delta method. To the sum of squares of either ½ is added, as
   * Agresti and Min (2005, Statistics in Medicine 24: 729–740) add ½ to each of the counts in which
   * two models differ: few rows on which they happen to agree don't make it certain that they do.
   */
  public PairedMoments moments() {
    return moments((double) one.trials(), (double) other.trials());
  }

  /** The same of the shares' logarithms; ½ stands in for no hit. */
  public PairedMoments ofLogarithms() {
    return moments(Math.max((double) one.hits(), 0.5), Math.max((double) other.hits(), 0.5));
  }

  private PairedMoments moments(double scale, double otherScale) {
    double p = one.rate();
    double q = other.rate();
    double products =
        both * (1 - p) * (1 - q)
            - onlyOne * (1 - p) * q
            - onlyOther * p * (1 - q)
            + neither * p * q;
    double squares = one.trials() * p * (1 - p) + 0.5;
    double otherSquares = other.trials() * q * (1 - q) + 0.5;
    return new PairedMoments(
        products / (scale * otherScale),
        squares / (scale * scale),
        otherSquares / (otherScale * otherScale));
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
    return new PairedEstimates(
            f.applyAsDouble(one.rate()),
            level -> transformed(one.wilson(level), f),
            f.applyAsDouble(other.rate()),
            level -> transformed(other.wilson(level), f),
            moments().correlation())
        .difference(confidence);
  }

  private static Interval transformed(Interval share, DoubleUnaryOperator f) {
    return new Interval(
        f.applyAsDouble(share.low()),
        f.applyAsDouble(share.high()),
        share.confidence(),
        share.method());
  }
}
