package dev.countersign.evaluation;

import dev.countersign.data.Frame;
import dev.countersign.gate.Interval;
import dev.countersign.model.Scorer;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How long a model takes to answer for one row, asked in this process, one row a call, without a
 * network.
 *
 * @param milliseconds sorted; not copied: read-only
 */
record Latency(double[] milliseconds) {
  private static final int WARM_UP = 100;
  private static final int CALLS = 500;
  private static final long LIMIT_NANOS = 2_000_000_000L;

  /** Asks for single rows in turn: up to 500 times after a warm-up of 100, 2 seconds in all. */
  static Latency measure(Scorer model, Frame rows) {
    long end = System.nanoTime() + LIMIT_NANOS;
    double[] times = new double[CALLS];
    int kept = 0;
    for (int call = 0; call < WARM_UP + CALLS && (kept == 0 || System.nanoTime() < end); call++) {
      Frame row = rows.select(new int[] {call % rows.rows()});
      long start = System.nanoTime();
      int answered = model.answers(row).rows();
      double took = (System.nanoTime() - start) / 1e6;
      boolean warm = call >= WARM_UP || System.nanoTime() >= end;
      if (warm && answered == 1) {
        times[kept++] = took;
      }
    }
    double[] sorted = Arrays.copyOf(times, kept);
    Arrays.sort(sorted);
    return new Latency(sorted);
  }

  int calls() {
    return milliseconds.length;
  }

  /** The smallest time that at least {@code share} of the calls kept to. */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * milliseconds.length);
    return milliseconds[Math.clamp(rank - 1, 0, milliseconds.length - 1)];
  }

  /**
   * Distribution-free interval of a quantile from order statistics (Conover, Practical
   * Nonparametric Statistics, 3.2); null when there are too few calls for it.
   */
  @Nullable Interval interval(double share, double confidence) {
    int n = milliseconds.length;
    BinomialDistribution below = BinomialDistribution.of(n, share);
    int low = below.inverseCumulativeProbability((1 - confidence) / 2);
    int high = below.inverseCumulativeProbability((1 + confidence) / 2) + 1;
    return low < 1 || high > n
        ? null
        : new Interval(
            milliseconds[low - 1], milliseconds[high - 1], confidence, "binomial order statistics");
  }
}
