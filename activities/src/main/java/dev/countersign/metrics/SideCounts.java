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
 */
public record SideCounts(
    @Nullable Long requests,
    @Nullable Long errors,
    @Nullable Long decisions,
    @Nullable Long favourable,
    @Nullable LatencyHistogram latency) {}
