/**
 * The agent beside a router: a small process that holds lease and generation durably and makes the
 * router route what they say, whatever becomes of workers and of Temporal. How a particular router
 * is told is a {@link dev.countersign.traffic.RouterGear} in a package of its own.
 */
@NullMarked
package dev.countersign.traffic.agent;

import org.jspecify.annotations.NullMarked;
