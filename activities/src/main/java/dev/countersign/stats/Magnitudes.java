package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.List;

/**
 * How much farther from 0 one number is than another: |a| − |b|. With d = a − b and s = a + b it is
 * the larger of min(d, s) and min(−d, −s), so intervals of difference and sum bound it, whatever
 * the signs of a and b; and so do those of a and b by themselves, better where the two tell little
 * of each other and one is about 0. No bootstrap does there.
 */
public final class Magnitudes {
  private Magnitudes() {}

  /** The confidence that each of the intervals needs that bound |a| − |b| (Bonferroni). */
  public static double each(double confidence) {
    return 1 - (1 - confidence) / 2;
  }

  /**
   * The interval of |a| − |b|: its ends are the least and the largest that the intervals allow.
   * Where a and b are clearly on the same side of 0, it is that of their difference or of its
   * negative.
   *
   * @param difference of a − b, at {@link #each}
   * @param sum of a + b, at {@link #each}
   * @param a by itself, at {@link #each}
   * @param b by itself, at {@link #each}
   * @param confidence of the result
   */
  public static Interval difference(
      Interval difference, Interval sum, Interval a, Interval b, double confidence) {
    double high =
        Math.max(Math.min(difference.high(), sum.high()), Math.min(-difference.low(), -sum.low()));
    double low =
        -Math.max(Math.min(-difference.low(), sum.high()), Math.min(difference.high(), -sum.low()));
    Interval apart = apart(Difference.absolute(a), Difference.absolute(b));
    return new Interval(
        Math.max(low, apart.low()),
        Math.min(high, apart.high()),
        confidence,
        difference.method() + ", of difference and sum at 1 − α/2");
  }

  /**
   * The ends of two intervals subtracted: what they allow of the difference if nothing is known of
   * how they hang together. Conservative where both hold at 1 − α/2.
   */
  public static Interval apart(Interval one, Interval other) {
    return new Interval(
        one.low() - other.high(),
        one.high() - other.low(),
        2 * one.confidence() - 1,
        one.method() + ", both at 1 − α/2, subtracted");
  }

  /**
   * The interval of max|aᵢ| − max|bᵢ| from those of |aᵢ| − |bᵢ|. The first is no more than |aᵢ| −
   * |bᵢ| where |aᵢ| is largest, and no less than where |bᵢ| is: either end needs one of the
   * intervals to hold, which one being fixed by the truth, so none is corrected for their number.
   *
   * @param parts at least one, of the same confidence
   * @param a of max|aᵢ| by itself, at {@link #each}
   * @param b of max|bᵢ| by itself, at {@link #each}
   */
  public static Interval largest(List<Interval> parts, Interval a, Interval b) {
    Interval apart = apart(a, b);
    double low = parts.stream().mapToDouble(Interval::low).min().orElseThrow();
    double high = parts.stream().mapToDouble(Interval::high).max().orElseThrow();
    Interval first = parts.getFirst();
    return new Interval(
        Math.max(low, apart.low()),
        Math.min(high, apart.high()),
        first.confidence(),
        first.method() + ", ends of all");
  }
}
