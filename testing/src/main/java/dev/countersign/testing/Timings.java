package dev.countersign.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations that a bench measured, told by their quantiles. */
public final class Timings {
  private final List<Long> nanos = new ArrayList<>();

  /** Adds one, in nanoseconds. */
  public synchronized void add(long took) {
    nanos.add(took);
  }

  /** Prints how many there are, their median, 99th percentile (nearest rank) and maximum. */
  public synchronized void print(String what) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%s: n %d, p50 %.2f ms, p99 %.2f ms, most %.2f ms%n",
        what,
        sorted.size(),
        quantile(sorted, 0.5),
        quantile(sorted, 0.99),
        quantile(sorted, 1));
  }

  private static double quantile(List<Long> sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1) / 1e6;
  }
}
