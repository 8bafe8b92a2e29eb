package dev.countersign.activity;

import dev.countersign.rollout.PlannedStep;

/**
 * One step of a rollout.
 *
 * @param traffic whose
 * @param step the step
 * @param generation higher than any sent before for this model and environment
 */
public record ShiftTask(TrafficTask traffic, PlannedStep step, long generation) {}
