package dev.countersign.manifest;

import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Range;
import org.jspecify.annotations.Nullable;

/** Predictions already in the data: audits what can't be called. */
public record PredictionsSpec(
    @Doc("Decisions (the label's values), or with a threshold scores in [0, 1].") String column,
    @Doc("A score at or above it decides favourably; left out for decisions.")
        @Range(min = 0, max = 1)
        @Nullable Double threshold) {}
