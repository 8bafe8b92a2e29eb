package dev.countersign.activity;

/**
 * Traffic to be given back.
 *
 * @param traffic whose
 * @param atLeast a generation above every one this rollout sent; the call takes a higher one where
 *     the router has seen one
 * @param reason why, for the router's own record
 * @param toFallback whether the incumbent may not serve either, so that the fallback gets
 *     everything
 */
public record GiveBackTask(TrafficTask traffic, long atLeast, String reason, boolean toFallback) {}
