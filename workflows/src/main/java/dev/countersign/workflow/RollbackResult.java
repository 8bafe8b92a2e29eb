package dev.countersign.workflow;

import dev.countersign.rollout.RouteObservation;
import org.jspecify.annotations.Nullable;

/**
 * A rollback done and verified.
 *
 * @param observed what the router routes now, read back
 * @param probe what a probe request was answered by, in words
 * @param registered where the registry keeps the version, now marked as rolled back
 */
public record RollbackResult(
    RouteObservation observed, String probe, @Nullable String registered) {}
