/**
 * Reads tables (CSV, Parquet) through SQL, applies the split, and hands out aggregates or rows. No
 * statistics and no verdicts here: what a number means belongs to the gates. Sources are untrusted:
 * identifiers are quoted and SQL is never built from values.
 */
@NullMarked
package dev.countersign.data;

import org.jspecify.annotations.NullMarked;
