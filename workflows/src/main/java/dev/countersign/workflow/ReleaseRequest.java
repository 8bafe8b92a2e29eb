package dev.countersign.workflow;

import org.jspecify.annotations.Nullable;

/**
 * What starts a release.
 *
 * @param manifest the manifest's YAML text, frozen as it stands here
 * @param base URI of the folder that relative paths in it start from
 * @param submission the caller's signature over the manifest; null: nobody signed, so that the
 *     submitter it names is only a claim
 * @param previousRun run id of an earlier run of the same version that did not end in a release
 */
public record ReleaseRequest(
    String manifest, String base, @Nullable SignedPaper submission, @Nullable String previousRun) {}
