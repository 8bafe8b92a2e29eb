package dev.countersign.activity;

/**
 * A registered version whose release goes on with another model.
 *
 * @param release the frozen release it was registered for
 * @param attempt the attempt it was registered under
 * @param reason in a sentence
 */
public record Withdrawal(FrozenRelease release, String attempt, String reason) {}
