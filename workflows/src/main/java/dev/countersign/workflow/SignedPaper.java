package dev.countersign.workflow;

/**
 * A sign-off or a waiver as it was signed.
 *
 * @param envelope the DSSE envelope's JSON text
 */
public record SignedPaper(String envelope) {}
