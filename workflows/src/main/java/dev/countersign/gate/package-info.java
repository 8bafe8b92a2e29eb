/**
 * What a gate says: verdicts, checks, intervals, bounds, and the one rule by which a check decides.
 * Plain values and arithmetic only; how a number is measured lives in the activities module.
 * Nothing here may know a particular gate.
 */
@NullMarked
package dev.countersign.gate;

import org.jspecify.annotations.NullMarked;
