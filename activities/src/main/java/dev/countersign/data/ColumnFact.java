package dev.countersign.data;

import org.jspecify.annotations.Nullable;

/**
 * What all rows of a column come to.
 *
 * @param missing rows without a value
 * @param constant whether there is one value only, or none; a missing one counts as a value
 * @param numbers null where the column holds none
 */
public record ColumnFact(long missing, boolean constant, @Nullable NumberFacts numbers) {}
