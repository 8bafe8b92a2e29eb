package dev.countersign.manifest;

import org.jspecify.annotations.Nullable;

/**
 * Predictions already in the data: audits what can't be called.
 *
 * @param column decisions (the label's values), or scores in [0, 1] with a threshold
 * @param threshold a score at or above it decides favourably; null for decisions
 */
public record PredictionsSpec(String column, @Nullable Double threshold) {}
