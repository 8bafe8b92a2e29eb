package dev.countersign.activity;

import dev.countersign.rollout.RouteObservation;

/**
 * Traffic given back, and the proof.
 *
 * @param observed what the router routes, read back afterwards
 * @param probe what a probe request was answered by, in words
 */
public record GiveBackReport(RouteObservation observed, String probe) {}
