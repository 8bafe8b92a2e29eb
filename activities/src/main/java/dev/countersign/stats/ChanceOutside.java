package dev.countersign.stats;

import dev.countersign.gate.Bounds;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How often a truly equal group of this size would leave the bounds by chance alone: the
 * probability of an estimate outside when both groups share the pooled rate. Summed over both
 * binomial counts, leaving out tails below 1e-12. A group for which this exceeds 5 % is too small
 * to be judged by its estimate.
 */
public final class ChanceOutside {
  private static final double TAIL = 1e-13;

  /** Far above rounding, far below one count. */
  private static final double SLACK = 1e-9;

  private ChanceOutside() {}

  /**
   * For the ratio of the group's rate to the reference's. An undefined ratio, over a reference
   * nobody of which hit, counts as outside.
   *
   * @return in [0, 1]; 1 when either has no trials
   */
  public static double ofRatio(Bounds bounds, Proportion group, Proportion reference) {
    return outside(
        group,
        reference,
        rate -> rate == 0 ? Double.NaN : bounds.min() == null ? 0 : bounds.min() * rate,
        rate -> bounds.max() == null ? 1 : bounds.max() * rate);
  }

  /**
   * For the difference of the group's rate and the reference's.
   *
   * @return in [0, 1]; 1 when either has no trials
   */
  public static double ofDifference(Bounds bounds, Proportion group, Proportion reference) {
    return outside(
        group,
        reference,
        rate -> bounds.min() == null ? 0 : rate + bounds.min(),
        rate -> bounds.max() == null ? 1 : rate + bounds.max());
  }

  /**
   * For the larger of the absolute differences of true and false positive rates, which come from
   * different people and so are independent.
   *
   * @param bounds of the absolute difference; only {@code max} can be left by chance
   * @return in [0, 1]; 1 when any rate has no trials
   */
  public static double ofEqualizedOdds(
      Bounds bounds,
      Proportion truePositive,
      Proportion falsePositive,
      Proportion referenceTruePositive,
      Proportion referenceFalsePositive) {
    if (bounds.max() == null) {
      return 0;
    }
    Bounds signed = new Bounds(-bounds.max(), bounds.max());
    double first = ofDifference(signed, truePositive, referenceTruePositive);
    double second = ofDifference(signed, falsePositive, referenceFalsePositive);
    return 1 - (1 - first) * (1 - second);
  }

  /**
   * For a comparison whose estimate is normal around 0 when the groups are truly equal.
   *
   * @param spread its standard deviation; NaN or infinite where it can't be told
   * @return in [0, 1]; 1 when the spread has no end
   */
  public static double ofNormal(Bounds bounds, double spread) {
    if (!(spread > 0) || Double.isInfinite(spread)) {
      return spread == 0 && bounds.contain(0) ? 0 : 1;
    }
    NormalDistribution normal = NormalDistribution.of(0, spread);
    double below = bounds.min() == null ? 0 : normal.cumulativeProbability(bounds.min());
    double above = bounds.max() == null ? 0 : normal.survivalProbability(bounds.max());
    return below + above;
  }

  /** Between {@code low} and {@code high} of the reference's rate the group's rate is inside. */
  private static double outside(
      Proportion group, Proportion reference, DoubleUnaryOperator low, DoubleUnaryOperator high) {
    if (group.isEmpty() || reference.isEmpty()) {
      return 1;
    }
    double pooled = group.plus(reference).rate();
    Counts groupCounts = Counts.of(group.trials(), pooled);
    Counts referenceCounts = Counts.of(reference.trials(), pooled);
    double inside = 0;
    for (int i = 0; i < referenceCounts.probabilities().length; i++) {
      double rate = (double) (referenceCounts.first() + i) / reference.trials();
      double between =
          groupCounts.between(
              Math.ceil(low.applyAsDouble(rate) * group.trials() - SLACK),
              Math.floor(high.applyAsDouble(rate) * group.trials() + SLACK));
      inside += referenceCounts.probabilities()[i] * between;
    }
    return Math.clamp(1 - inside, 0, 1);
  }

  /**
   * A binomial count where it is at all likely.
   *
   * @param first the smallest count
   * @param probabilities of this and the following counts
   * @param cumulative their running sums, starting with 0
   */
  private record Counts(int first, double[] probabilities, double[] cumulative) {
    static Counts of(long trials, double rate) {
      BinomialDistribution counts = BinomialDistribution.of(Math.toIntExact(trials), rate);
      int first = counts.inverseCumulativeProbability(TAIL);
      int last = counts.inverseSurvivalProbability(TAIL);
      double[] probabilities = new double[last - first + 1];
      double[] cumulative = new double[last - first + 2];
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = counts.probability(first + i);
        cumulative[i + 1] = cumulative[i] + probabilities[i];
      }
      return new Counts(first, probabilities, cumulative);
    }

    /** The probability of a count from {@code low} to {@code high}; 0 when {@code low} is NaN. */
    double between(double low, double high) {
      double from = Math.max(low, first);
      double to = Math.min(high, first + probabilities.length - 1.0);
      return from <= to ? cumulative[(int) to - first + 1] - cumulative[(int) from - first] : 0;
    }
  }
}
