/**
 * How traffic moves: routes, the lease that holds them, the plan of steps and what to do next.
 * Plain values and decisions; time and measurements come in as arguments. No router, no metric
 * source, no workflow and no statistics of its own belong here.
 */
@NullMarked
package dev.countersign.rollout;

import org.jspecify.annotations.NullMarked;
