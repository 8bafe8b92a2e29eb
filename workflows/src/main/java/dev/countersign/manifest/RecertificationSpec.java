package dev.countersign.manifest;

import org.jspecify.annotations.Nullable;

/** When the release has to be looked at again, and by whom: {@code {every: 365d, owner: …}}. */
public record RecertificationSpec(String every, @Nullable String owner) {}
