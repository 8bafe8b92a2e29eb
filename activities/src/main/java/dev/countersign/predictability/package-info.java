/**
 * How well columns tell members of something from others, cross-validated: of a group for proxies,
 * of the favourable label for leaks. What a figure means belongs to the gate that asks.
 */
@NullMarked
package dev.countersign.predictability;

import org.jspecify.annotations.NullMarked;
