package dev.countersign.client;

import dev.countersign.workflow.ReleaseResult;
import org.jspecify.annotations.Nullable;

/**
 * How the run of a release closed.
 *
 * @param result what the release itself says; null when it was not asked: terminated, timed out
 * @param how in a sentence
 */
public record Ending(@Nullable ReleaseResult result, String how) {}
