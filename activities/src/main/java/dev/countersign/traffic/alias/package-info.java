/**
 * A model registry's aliases as a router: for consumers that load {@code models:/name@alias}. What
 * an alias can't express is refused here before anything moves; leases and generations belong to
 * the agent.
 */
@NullMarked
package dev.countersign.traffic.alias;

import org.jspecify.annotations.NullMarked;
