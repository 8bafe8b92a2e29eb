/**
 * Grows gradient-boosted trees from rows in memory: how columns become inputs, and XGBoost itself.
 * Which rows, weights and settings belongs to {@code training} and {@code mitigation}; reading a
 * model back to {@code model}.
 */
@NullMarked
package dev.countersign.boosting;

import org.jspecify.annotations.NullMarked;
