package dev.countersign.stats;

import dev.countersign.gate.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The area under the ROC curve and its variance from counts of positives and negatives by score
 * (DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44: 837–845). It needs no row, only the
 * distinct scores.
 *
 * @param auc the chance that a positive scores above a negative, ties counting half; in [0, 1]
 * @param variance of the estimate; NaN with fewer than two positives or negatives
 * @param degrees Satterthwaite's degrees of freedom of the variance, for Student's t (Brunner and
 *     Munzel 2000, Biometrical Journal 42: 17–25); NaN with the variance
 * @param positives at least 1
 * @param negatives at least 1
 */
public record RocArea(double auc, double variance, double degrees, long positives, long negatives) {

  /**
   * Estimates the area.
   *
   * @param positive positives at each score, from the lowest score to the highest
   * @param negative negatives at each score
   * @throws IllegalArgumentException if the lengths differ or one class is absent
   */
  public static RocArea of(long[] positive, long[] negative) {
    if (positive.length != negative.length) {
      throw new IllegalArgumentException("as many counts of positives as of negatives are needed");
    }
    double positives = sum(positive);
    double negatives = sum(negative);
    if (positives == 0 || negatives == 0) {
      throw new IllegalArgumentException("an ROC curve needs positives and negatives");
    }
    double below = 0;
    double beaten = 0;
    for (int i = 0; i < positive.length; i++) {
      beaten += positive[i] * (below + negative[i] / 2.0);
      below += negative[i];
    }
    double auc = beaten / positives / negatives;
    double ofPositives = 0;
    double ofNegatives = 0;
    double negativesBelow = 0;
    double positivesBelow = 0;
    for (int i = 0; i < positive.length; i++) {
      double beats = (negativesBelow + negative[i] / 2.0) / negatives - auc;
      double beatenBy = 1 - (positivesBelow + positive[i] / 2.0) / positives - auc;
      ofPositives += positive[i] * beats * beats;
      ofNegatives += negative[i] * beatenBy * beatenBy;
      negativesBelow += negative[i];
      positivesBelow += positive[i];
    }
    return of(
        auc,
        ofPositives / (positives - 1) / positives,
        ofNegatives / (negatives - 1) / negatives,
        (long) positives,
        (long) negatives);
  }

  /** From the variances that either class adds. */
  static RocArea of(
      double auc, double ofPositives, double ofNegatives, long positives, long negatives) {
    double variance = ofPositives + ofNegatives;
    double degrees =
        variance
            * variance
            / (ofPositives * ofPositives / (positives - 1)
                + ofNegatives * ofNegatives / (negatives - 1));
    return new RocArea(auc, variance, degrees, positives, negatives);
  }

  private static double sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /**
   * Student's t interval, symmetric on the logit scale so that it stays within (0, 1) (Pepe 2003,
   * §5.2.4). Where the variance vanishes, the classes being perfectly parted, or can't be told,
   * Newcombe's score interval (2006, Statistics in Medicine 25: 559–573, method 5) stands in.
   */
  public Interval interval(double confidence) {
    if (!(variance > 0) || auc == 0 || auc == 1) {
      return AucScore.interval(auc, positives, negatives, confidence);
    }
    double logit = Math.log(auc / (1 - auc));
    double t = TDistribution.of(degrees).inverseCumulativeProbability((1 + confidence) / 2);
    double half = t * Math.sqrt(variance) / (auc * (1 - auc));
    return new Interval(expit(logit - half), expit(logit + half), confidence, "DeLong, logit");
  }

  private static double expit(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /**
   * The interval of this area less that of other people: the two estimates are independent, so the
   * distances to their interval ends add in quadrature (Zou and Donner 2008).
   */
  public Interval minus(RocArea other, double confidence) {
    return Mover.difference(auc, interval(confidence), other.auc, other.interval(confidence));
  }
}
