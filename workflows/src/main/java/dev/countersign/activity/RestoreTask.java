package dev.countersign.activity;

/**
 * A rollback after the release.
 *
 * @param model name of the model
 * @param version the released version to take out of traffic
 * @param environment where
 * @param holder the rollback that asks: workflow id and run id
 * @param reason why, for the router's own record and the registry
 */
public record RestoreTask(
    String model, String version, String environment, String holder, String reason) {}
