package dev.countersign.activity;

import org.jspecify.annotations.Nullable;

/**
 * Who handed a manifest in.
 *
 * @param person as the manifest names the person
 * @param submission digest of the signature that proves it; null: it is only a claim
 */
public record Submitter(String person, @Nullable String submission) {}
