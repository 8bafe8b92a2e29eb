package dev.countersign.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A manifest handed in.
 *
 * @param manifest its YAML text
 * @param base URI of the folder that relative paths in it start from
 * @param submission the caller's signature over it, the DSSE envelope's JSON text; null: nobody
 *     signed
 * @param run id of the release's first run: one signature starts one release
 * @param started when the release started
 */
public record IntakeTask(
    String manifest, String base, @Nullable String submission, String run, Instant started) {}
