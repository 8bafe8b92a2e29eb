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
 * @param inTurn milliseconds a call, one after another; not copied: read-only
 * @param milliseconds the same, sorted
 */
record Latency(double[] inTurn, double[] milliseconds) {
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
    return Latency.of(Arrays.copyOf(times, kept));
  }

  /** Of calls one after another. */
  static Latency of(double[] inTurn) {
    double[] sorted = inTurn.clone();
    Arrays.sort(sorted);
    return new Latency(inTurn, sorted);
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
   * How many independent calls tell as much about a quantile as these do, at most as many as there
   * are: a pause slows calls that follow each other. It is their number over 1 + 2 Σ (1 − k / (l +
   * 1)) ρₖ, the variance of the share of calls above the quantile over that of independent ones,
   * with ρₖ the correlation of a call's being above it with that of the k-th after and l = n^⅓
   * (Newey and West 1987, Econometrica 55: 703–708).
   */
  int independentCalls(double share) {
    double at = quantile(share);
    int n = inTurn.length;
    double[] above = Arrays.stream(inTurn).map(time -> time > at ? 1 : 0).toArray();
    double mean = Arrays.stream(above).average().orElse(0);
    double variance = mean * (1 - mean);
    int lags = (int) Math.cbrt(n);
    double inflation = 1;
    for (int lag = 1; lag <= lags && variance > 0; lag++) {
      double sum = 0;
      for (int call = lag; call < n; call++) {
        sum += (above[call] - mean) * (above[call - lag] - mean);
      }
      inflation += 2 * (1 - lag / (lags + 1.0)) * sum / n / variance;
    }
    return (int) (n / Math.max(1, inflation));
  }

  /**
   * Distribution-free interval of a quantile from order statistics (Conover, Practical
   * Nonparametric Statistics, 3.2), of as many calls as are independent; where those are too few
   * for one, of all calls. Null when all are too few.
   */
  @Nullable Interval interval(double share, double confidence) {
    Interval ofIndependent = interval(share, confidence, independentCalls(share));
    return ofIndependent == null ? interval(share, confidence, calls()) : ofIndependent;
  }

  /** The same of so many independent calls, at most as many as there are. */
  @Nullable Interval interval(double share, double confidence, int independent) {
    BinomialDistribution below = BinomialDistribution.of(independent, share);
    int low = below.inverseCumulativeProbability((1 - confidence) / 2);
    int high = below.inverseCumulativeProbability((1 + confidence) / 2) + 1;
    if (low < 1 || high > independent) {
      return null;
    }
    double calls = calls();
    int lowest = (int) Math.floor(low * calls / independent);
    int highest = (int) Math.ceil(high * calls / independent);
    return new Interval(
        milliseconds[lowest - 1],
        milliseconds[highest - 1],
        confidence,
        "binomial order statistics of " + independent + " calls");
  }
}
