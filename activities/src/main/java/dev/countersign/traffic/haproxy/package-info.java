/**
 * HAProxy as a router: what it is told through its runtime API, and how its answer is read back.
 * The choice for each request is made inside HAProxy by {@code docs/haproxy/countersign.lua}.
 * Leases and generations belong to the agent.
 */
@NullMarked
package dev.countersign.traffic.haproxy;

import org.jspecify.annotations.NullMarked;
