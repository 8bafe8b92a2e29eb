package dev.countersign.stats;

import dev.countersign.gate.Interval;
import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Intervals of a proportion that hold at every look at once, however often and whenever one looks:
 * the beta-binomial mixture of Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric,
 * nonasymptotic confidence sequences" (Annals of Statistics 49, 2021), section 3 and appendix C.
 */
public final class ConfidenceSequence {
  /** Trials at which the bound is to be tightest. */
  public static final long TIGHTEST_AT = 100;

  private static final double TUNED_FOR = 0.05;
  private static final int HALVINGS = 100;
  private static final String METHOD = "confidence sequence, beta-binomial mixture";

  private ConfidenceSequence() {}

  /**
   * The interval of a proportion.
   *
   * @param confidence that the truth lies in the interval at all looks together, in (0, 1)
   * @throws IllegalStateException if there were no trials
   */
  public static Interval of(Proportion proportion, double confidence) {
    if (proportion.isEmpty()) {
      throw new IllegalStateException("no trials, no interval");
    }
    double rate = proportion.rate();
    double most = -Math.log1p(-confidence);
    double low = proportion.hits() == 0 ? 0 : edge(proportion, most, rate, 0);
    double high = proportion.hits() == proportion.trials() ? 1 : edge(proportion, most, rate, 1);
    return new Interval(low, high, confidence, METHOD);
  }

  /** The edge between rates that are believable, as {@code inside} is, and {@code outside}. */
  private static double edge(Proportion proportion, double most, double inside, double outside) {
    double believable = inside;
    double refuted = outside;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (believable + refuted) / 2;
      if (logMixture(proportion, middle) > most) {
        refuted = middle;
      } else {
        believable = middle;
      }
    }
    return believable;
  }

  /** Logarithm of the mixture of likelihood ratios against rate {@code p}, in (0, 1). */
  static double logMixture(Proportion proportion, double p) {
    double variance = p * (1 - p);
    double alpha = -2 * Math.log(TUNED_FOR);
    double rho = TIGHTEST_AT * variance / (alpha + Math.log1p(alpha));
    double weight = Math.max(rho - variance, 1e-3 * variance);
    double hits = proportion.hits();
    double misses = proportion.trials() - proportion.hits();
    double a = weight / (1 - p);
    double b = weight / p;
    return LogBeta.value(a + hits, b + misses)
        - LogBeta.value(a, b)
        - hits * Math.log(p)
        - misses * Math.log1p(-p);
  }
}
