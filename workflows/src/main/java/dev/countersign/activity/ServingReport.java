package dev.countersign.activity;

import dev.countersign.gate.Check;

/**
 * What the endpoint answered.
 *
 * @param parity check {@code serving-parity}
 */
public record ServingReport(Check parity) {}
