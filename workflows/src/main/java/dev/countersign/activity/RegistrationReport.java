package dev.countersign.activity;

import org.jspecify.annotations.Nullable;

/**
 * Where the registry keeps the version.
 *
 * @param uri for example {@code models:/credit-risk/3}; null when no version was ever registered
 * @param link where a person can look at it
 */
public record RegistrationReport(@Nullable String uri, @Nullable String link) {}
