package dev.countersign.workflow;

import dev.countersign.activity.SweepReport.Swept;

/**
 * A router that is gone for good.
 *
 * @param router as the sweep knows it
 * @param command who orders it and why, signed over the router's digest
 */
public record ForgetRequest(Swept router, Command command) {}
