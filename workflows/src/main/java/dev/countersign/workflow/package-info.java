/**
 * The durable workflows: a release, the rollout it starts, and the rollback after it. They decide
 * by asking the plain packages (approval, gate, rollout) and act by asking {@code activity}. No
 * file, no socket, no clock and no randomness but Temporal's.
 */
@NullMarked
package dev.countersign.workflow;

import org.jspecify.annotations.NullMarked;
