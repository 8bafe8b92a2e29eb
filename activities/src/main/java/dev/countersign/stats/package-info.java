/**
 * Intervals, tests and probabilities as pure functions, each naming the paper it comes from. No
 * data access, no gates and no verdicts here. Random numbers come from a seed that the caller
 * gives.
 */
@NullMarked
package dev.countersign.stats;

import org.jspecify.annotations.NullMarked;
