/**
 * Releases over a real HAProxy with its agent, before MLflow's scoring servers, judged by a real
 * Prometheus, on a real Temporal, with every process killed at every step. What a router promises
 * by itself is tried in {@code activities}.
 */
@NullMarked
package dev.countersign.worker.traffic;

import org.jspecify.annotations.NullMarked;
