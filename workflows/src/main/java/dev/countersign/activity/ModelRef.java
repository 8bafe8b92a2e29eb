package dev.countersign.activity;

import dev.countersign.manifest.ModelSpec;

/**
 * A model by content.
 *
 * @param version the version it is known by
 * @param digest {@code sha256:…} of its file
 * @param uri where the file can be read
 * @param format how to read it
 * @param favourableIndex which output is the favourable class
 */
public record ModelRef(
    String version, String digest, String uri, ModelSpec.Format format, int favourableIndex) {}
