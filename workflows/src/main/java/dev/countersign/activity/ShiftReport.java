package dev.countersign.activity;

import dev.countersign.gate.Check;
import dev.countersign.rollout.Refusal;
import dev.countersign.rollout.RouteObservation;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change of traffic.
 *
 * @param observed what the router routes now, read back
 * @param refusal why the router did not do it, for programs; null when it did
 * @param reason the same for people
 * @param parity check {@code serving-parity} at this step; null when refused
 */
public record ShiftReport(
    RouteObservation observed,
    @Nullable Refusal refusal,
    @Nullable String reason,
    @Nullable Check parity) {}
