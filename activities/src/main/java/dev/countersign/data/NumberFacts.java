package dev.countersign.data;

import org.jspecify.annotations.Nullable;

/**
 * What all rows of a column of numbers come to; null where no number is there.
 *
 * @param min smallest finite number
 * @param max largest finite number
 * @param mean of the finite numbers, to nine digits
 * @param infinite how many are infinite
 */
public record NumberFacts(
    @Nullable Double min, @Nullable Double max, @Nullable Double mean, long infinite) {}
