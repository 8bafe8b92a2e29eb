/**
 * Reads live metrics of candidate and incumbent over one window and states them with intervals.
 * What they mean for a rollout is decided by {@code rollout}; where traffic goes belongs to {@code
 * traffic}. Absent means absent, never 0.
 */
@NullMarked
package dev.countersign.metrics;

import org.jspecify.annotations.NullMarked;
