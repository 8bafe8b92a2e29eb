package dev.countersign.metrics;

import org.jspecify.annotations.Nullable;

/**
 * What was counted of one side over the window; null is what the source does not say.
 *
 * @param requests requests it was asked to answer
 * @param errors requests it failed to answer
 * @param decisions rows it decided
 * @param favourable rows it decided favourably
 * @param latency how long its answers took
 * @param compared mirrored rows whose decision was compared with the incumbent's
 * @param differing those of them in which it differed
 */
public record SideCounts(
    @Nullable Long requests,
    @Nullable Long errors,
    @Nullable Long decisions,
    @Nullable Long favourable,
    @Nullable LatencyHistogram latency,
    @Nullable Long compared,
    @Nullable Long differing) {

  /** Of a source that compares nothing. */
  public SideCounts(
      @Nullable Long requests,
      @Nullable Long errors,
      @Nullable Long decisions,
      @Nullable Long favourable,
      @Nullable LatencyHistogram latency) {
    this(requests, errors, decisions, favourable, latency, null, null);
  }
}
