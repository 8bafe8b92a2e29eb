/**
 * The worker: wires activities and workflows to Temporal by configuration. Decides nothing about a
 * release; what a gate or a stage does lives in {@code activities} and {@code workflows}.
 */
@NullMarked
package dev.countersign.worker;

import org.jspecify.annotations.NullMarked;
