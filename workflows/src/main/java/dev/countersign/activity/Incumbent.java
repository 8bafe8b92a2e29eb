package dev.countersign.activity;

import org.jspecify.annotations.Nullable;

/**
 * What serves now.
 *
 * @param model null for a first release: then the fallback serves the rest
 */
public record Incumbent(@Nullable ModelRef model) {}
