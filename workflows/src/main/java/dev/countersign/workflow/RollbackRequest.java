package dev.countersign.workflow;

/**
 * A rollback after the release.
 *
 * @param model name of the model
 * @param version the released version to take out of traffic
 * @param environment where
 * @param command who asks, and why
 */
public record RollbackRequest(String model, String version, String environment, Command command) {}
