package dev.countersign.rollout;

/**
 * Who claims which lease: what renewing and giving back need to say.
 *
 * @param environment for example {@code production}
 * @param model the model's name
 * @param holder the rollout that claims it
 * @param generation for a renewal the lease's own; to give back, a higher one than any sent before,
 *     so that whatever is still on its way arrives too late
 */
public record LeaseClaim(String environment, String model, String holder, long generation) {}
