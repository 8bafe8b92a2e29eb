package dev.countersign.activity;

/**
 * Which release is meant.
 *
 * @param model name of the model
 * @param version its version
 * @param environment where it was released to
 */
public record ReleasedQuery(String model, String version, String environment) {}
