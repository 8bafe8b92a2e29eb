package dev.countersign.metrics;

import java.util.List;

/**
 * How long answers took, in Prometheus's form: a count of answers at or under each upper bound.
 *
 * @param upTo upper bounds in seconds, rising; the last may be infinity
 * @param counts answers at or under each bound, never falling
 */
public record LatencyHistogram(List<Double> upTo, List<Long> counts) {
  /** Rejects bounds and counts that don't match or don't rise. */
  public LatencyHistogram {
    upTo = List.copyOf(upTo);
    counts = List.copyOf(counts);
    if (upTo.isEmpty() || upTo.size() != counts.size()) {
      throw new IllegalArgumentException("a histogram has as many counts as bounds, at least one");
    }
    for (int i = 1; i < upTo.size(); i++) {
      if (!(upTo.get(i) > upTo.get(i - 1)) || counts.get(i) < counts.get(i - 1)) {
        throw new IllegalArgumentException("bounds must rise and counts must not fall");
      }
    }
  }

  /** All answers. */
  public long n() {
    return counts.getLast();
  }

  /** The bucket that holds the answer of this rank, counted from 1. */
  int bucket(double rank) {
    int bucket = 0;
    while (bucket < counts.size() - 1 && counts.get(bucket) < rank) {
      bucket++;
    }
    return bucket;
  }

  /** Lower edge of a bucket in seconds. */
  double low(int bucket) {
    return bucket == 0 ? 0 : upTo.get(bucket - 1);
  }

  /** Upper edge of a bucket in seconds; may be infinity. */
  double high(int bucket) {
    return upTo.get(bucket);
  }

  /**
   * A quantile in seconds, interpolated within its bucket as Prometheus's {@code
   * histogram_quantile} does; beyond the last finite bound, that bound.
   *
   * @param p in (0, 1)
   */
  double quantile(double p) {
    double rank = p * n();
    int bucket = bucket(rank);
    if (Double.isInfinite(high(bucket))) {
      return low(bucket);
    }
    long under = bucket == 0 ? 0 : counts.get(bucket - 1);
    long within = counts.get(bucket) - under;
    double share = within == 0 ? 1 : (rank - under) / within;
    return low(bucket) + (high(bucket) - low(bucket)) * share;
  }
}
