package dev.countersign.stats;

import java.util.SplittableRandom;

/** Draws what intervals are made of. */
public final class Draws {
  private Draws() {}

  /** A rate's count of {@code n} rows. */
  static Proportion proportion(SplittableRandom random, int n, double p) {
    return new Proportion(BinomialSampler.draw(random, n, p), n);
  }

  /** Counts of {@code n} rows in cells of these shares, which add up to 1. */
  public static long[] multinomial(SplittableRandom random, int n, double[] shares) {
    long[] counts = new long[shares.length];
    long left = n;
    double rest = 1;
    for (int i = 0; i < shares.length; i++) {
      counts[i] =
          i == shares.length - 1
              ? left
              : BinomialSampler.draw(random, left, Math.min(1, shares[i] / rest));
      left -= counts[i];
      rest -= shares[i];
    }
    return counts;
  }

  /** A probability around the base rate, its logit normal with standard deviation 1. */
  public static double score(SplittableRandom random, double rate) {
    double logit = Math.log(rate / (1 - rate)) + random.nextGaussian();
    return 1 / (1 + Math.exp(-logit));
  }
}
