package dev.countersign.stats;

/**
 * How two estimates from the same rows vary, each and together. Those from other rows add up.
 *
 * @param covariance of the two
 * @param ofOne variance of the first, at least 0
 * @param ofOther variance of the other, at least 0
 */
public record PairedMoments(double covariance, double ofOne, double ofOther) {

  /** Of two means of the same rows' values, in the same order; at least two rows. */
  public static PairedMoments ofMeans(double[] one, double[] other) {
    Mean first = Mean.of(one);
    Mean second = Mean.of(other);
    double products = 0;
    for (int row = 0; row < one.length; row++) {
      products += (one[row] - first.value()) * (other[row] - second.value());
    }
    double n = one.length;
    return new PairedMoments(
        products / (n - 1) / n,
        first.standardError() * first.standardError(),
        second.standardError() * second.standardError());
  }

  /** Of the sums or differences of these estimates and others, from other rows. */
  public PairedMoments plus(PairedMoments others) {
    return new PairedMoments(
        covariance + others.covariance, ofOne + others.ofOne, ofOther + others.ofOther);
  }

  /** In [−1, 1]; 0 where one of them does not vary. */
  public double correlation() {
    double scale = Math.sqrt(ofOne * ofOther);
    return scale > 0 ? Math.clamp(covariance / scale, -1, 1) : 0;
  }
}
