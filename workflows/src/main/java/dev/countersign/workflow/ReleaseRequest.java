package dev.countersign.workflow;

import org.jspecify.annotations.Nullable;

/**
 * What starts a release.
 *
 * @param manifest the manifest's YAML text, frozen as it stands here
 * @param base URI of the folder that relative paths in it start from
 * @param submitter the caller as the server authenticated him, or null when it could not
 * @param previousRun run id of an earlier run of the same version that did not end in a release
 */
public record ReleaseRequest(
    String manifest, String base, @Nullable String submitter, @Nullable String previousRun) {}
