package dev.countersign.activity;

import dev.countersign.approval.SignOffRequest;

/**
 * A sign-off to be verified.
 *
 * @param request what was asked
 * @param envelope the DSSE envelope's JSON text
 */
public record SignOffTask(SignOffRequest request, String envelope) {}
