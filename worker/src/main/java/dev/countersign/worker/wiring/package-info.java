/**
 * Puts the activities together from the worker's configuration: one bean a part, nothing else.
 * Whatever decides or measures lives in {@code activities}.
 */
@NullMarked
package dev.countersign.worker.wiring;

import org.jspecify.annotations.NullMarked;
