/**
 * A router that only its owner knows how to move, behind a signed webhook: the requests an agent
 * sends, the answers it believes, and a receiver for those who write theirs in Java. The contract
 * is {@code docs/traffic.md}; leases and generations belong to the agent.
 */
@NullMarked
package dev.countersign.traffic.webhook;

import org.jspecify.annotations.NullMarked;
