package dev.countersign.verification;

import dev.countersign.passport.SigningKey;

/**
 * A server that seals passports.
 *
 * @param id a URI; trust files name its keys under it
 * @param key the key it signs with
 */
public record Sealer(String id, SigningKey key) {}
