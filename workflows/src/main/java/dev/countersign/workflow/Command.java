package dev.countersign.workflow;

import org.jspecify.annotations.Nullable;

/**
 * An operator's command.
 *
 * @param person who gives it, as far as the caller could tell
 * @param reason why, for the log
 */
public record Command(String person, @Nullable String reason) {}
