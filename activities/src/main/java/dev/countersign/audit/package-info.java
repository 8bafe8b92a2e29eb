/**
 * Audits labels and columns before anything is trained: groups' base rates, quality, leakage, and
 * columns that stand in for protected attributes. What to do about a finding belongs to {@code
 * mitigation}; nothing here looks at a model's decisions.
 */
@NullMarked
package dev.countersign.audit;

import org.jspecify.annotations.NullMarked;
