/**
 * The worker's side of Temporal: connecting, registering search attributes, starting and draining,
 * and an embedded server. Knows nothing of gates or pages.
 */
@NullMarked
package dev.countersign.worker.temporal;

import org.jspecify.annotations.NullMarked;
