package dev.countersign.gate;

/**
 * Names a piece of evidence without carrying it: histories hold these, never data.
 *
 * @param name what it is, as a file name a person would give it, for example {@code
 *     data-audit.json}
 * @param digest {@code sha256:} and 64 lower-case hexadecimal digits of the content
 * @param uri where the content can be read
 */
public record EvidenceRef(String name, String digest, String uri) {}
