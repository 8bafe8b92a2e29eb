package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.function.DoubleFunction;

/**
 * Two numbers estimated from the same rows.
 *
 * @param one an estimate
 * @param ofOne its interval by confidence; it holds the estimate
 * @param other another
 * @param ofOther its interval by confidence
 * @param correlation of the two estimates, in [−1, 1]
 */
public record PairedEstimates(
    double one,
    DoubleFunction<Interval> ofOne,
    double other,
    DoubleFunction<Interval> ofOther,
    double correlation) {

  /**
   * The interval of the first less the other: MOVER with their correlation (Zou and Donner 2008,
   * Statistics in Medicine 27: 1693–1702).
   */
  public Interval difference(double confidence) {
    return Mover.difference(
        one, ofOne.apply(confidence), other, ofOther.apply(confidence), correlation);
  }

  /** The interval of their sum. */
  private Interval sum(double confidence) {
    Interval of = ofOther.apply(confidence);
    Interval negative = new Interval(-of.high(), -of.low(), of.confidence(), of.method());
    return Mover.difference(one, ofOne.apply(confidence), -other, negative, -correlation);
  }

  /** The interval of |first| − |other|, see {@link Magnitudes}. */
  public Interval differenceOfMagnitudes(double confidence) {
    double each = Magnitudes.each(confidence);
    return Magnitudes.difference(
        difference(each), sum(each), ofOne.apply(each), ofOther.apply(each), confidence);
  }
}
