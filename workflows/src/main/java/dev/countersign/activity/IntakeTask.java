package dev.countersign.activity;

import org.jspecify.annotations.Nullable;

/**
 * A manifest handed in.
 *
 * @param manifest its YAML text
 * @param base URI of the folder that relative paths in it start from
 * @param submitter the caller as the server authenticated him, or null when it could not
 */
public record IntakeTask(String manifest, String base, @Nullable String submitter) {}
