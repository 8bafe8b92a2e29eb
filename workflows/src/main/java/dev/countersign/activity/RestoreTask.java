package dev.countersign.activity;

/**
 * A rollback after the release.
 *
 * @param traffic whose; its candidate is the released version that is taken out of traffic
 * @param reason why, for the router's own record and the registry
 */
public record RestoreTask(TrafficTask traffic, String reason) {}
