/**
 * How a score becomes a decision: one threshold, or one per group fitted on the calibration rows.
 * Every gate that looks at decisions decides by this. Whether decisions are fair or right is judged
 * by the gates; scores come from {@code model}.
 */
@NullMarked
package dev.countersign.decision;

import org.jspecify.annotations.NullMarked;
