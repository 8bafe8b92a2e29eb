/**
 * Moves traffic and proves where it is: routers, the durable lease beside them, and the check that
 * an endpoint serves the very model that was evaluated. What a move means is decided by {@code
 * rollout}; live figures belong to {@code metrics}. Nothing here knows Temporal.
 */
@NullMarked
package dev.countersign.traffic;

import org.jspecify.annotations.NullMarked;
