/**
 * Finds and runs the real neighbours that tests talk to: Temporal, MLflow, HAProxy, Prometheus, a
 * browser. Nothing here knows Countersign, and nothing that is shipped may use it.
 */
@NullMarked
package dev.countersign.testing;

import org.jspecify.annotations.NullMarked;
