package dev.countersign.activity;

import dev.countersign.activity.SweepReport.Swept;

/**
 * A router to be swept no more.
 *
 * @param router as the sweep found it
 * @param rollout workflow id under which a rollout owns its traffic
 * @param order the signed order, a DSSE envelope's JSON text
 */
public record ForgetTask(Swept router, String rollout, String order) {}
