/**
 * Finds and runs the real neighbours that tests talk to: Temporal, MLflow, HAProxy, Prometheus, a
 * browser; and makes up rows that several modules test with. Nothing here knows Countersign, and
 * nothing that is shipped may use it.
 */
@NullMarked
package dev.countersign.testing;

import org.jspecify.annotations.NullMarked;
