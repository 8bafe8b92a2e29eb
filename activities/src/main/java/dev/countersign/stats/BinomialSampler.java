package dev.countersign.stats;

import java.util.random.RandomGenerator;

/**
 * Draws binomial counts exactly: by summing geometric gaps where few hits are expected, else by
 * transformed rejection (algorithm BTRS, Hörmann 1993, Journal of Statistical Computation and
 * Simulation 46: 101–110).
 */
final class BinomialSampler {
  private static final double FEW = 10;
  private static final double[] STIRLING = {
    0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509,
    0.01664469118982119, 0.01387612882307075, 0.01189670994589177, 0.01041126526197209,
    0.00925546218271273, 0.00833056343336287
  };

  private BinomialSampler() {}

  /**
   * Draws one count.
   *
   * @param trials at least 0
   * @param rate in [0, 1]
   */
  static long draw(RandomGenerator random, long trials, double rate) {
    if (rate > 0.5) {
      return trials - draw(random, trials, 1 - rate);
    }
    if (trials == 0 || rate <= 0) {
      return 0;
    }
    return trials * rate < FEW ? byGaps(random, trials, rate) : btrs(random, trials, rate);
  }

  private static long byGaps(RandomGenerator random, long trials, double rate) {
    double logMiss = Math.log1p(-rate);
    long hits = -1;
    double position = 0;
    do {
      position += Math.floor(Math.log(1 - random.nextDouble()) / logMiss) + 1;
      hits++;
    } while (position <= trials);
    return hits;
  }

  private static long btrs(RandomGenerator random, long trials, double rate) {
    double n = trials;
    double deviation = Math.sqrt(n * rate * (1 - rate));
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * rate;
    double c = n * rate + 0.5;
    double alpha = (2.83 + 5.1 / b) * deviation;
    double squeeze = 0.92 - 4.2 / b;
    double odds = rate / (1 - rate);
    double mode = Math.floor((n + 1) * rate);
    while (true) {
      double v = random.nextDouble();
      double u = random.nextDouble() - 0.5;
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + c);
      if (us >= 0.07 && v <= squeeze) {
        return (long) k;
      }
      if (k < 0 || k > n) {
        continue;
      }
      double bound =
          (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1)))
              + (n + 1) * Math.log((n - mode + 1) / (n - k + 1))
              + (k + 0.5) * Math.log(odds * (n - k + 1) / (k + 1))
              + stirling(mode)
              + stirling(n - mode)
              - stirling(k)
              - stirling(n - k);
      if (Math.log(v * alpha / (a / (us * us) + b)) <= bound) {
        return (long) k;
      }
    }
  }

  /** The error of Stirling's approximation of ln k!. */
  private static double stirling(double k) {
    if (k < STIRLING.length) {
      return STIRLING[(int) k];
    }
    double square = (k + 1) * (k + 1);
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
  }
}
