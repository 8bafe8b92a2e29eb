package dev.countersign.workflow;

/**
 * An order to rehearse the rollback on live traffic.
 *
 * @param command who orders it, and why
 * @param resume whether the step is taken again afterwards; else the release ends aborted
 */
public record Drilling(Command command, boolean resume) {}
