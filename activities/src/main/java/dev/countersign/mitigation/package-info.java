/**
 * What is done about disparate impact: weights for training rows, features repaired toward a common
 * distribution, thresholds per group. Finding disparate impact belongs to {@code audit}, judging
 * decisions to {@code evaluation}; nothing here trains a model.
 */
@NullMarked
package dev.countersign.mitigation;

import org.jspecify.annotations.NullMarked;
