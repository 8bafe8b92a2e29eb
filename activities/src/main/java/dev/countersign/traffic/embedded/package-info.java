/**
 * A router in this process that serves both models over HTTP on loopback, by weight, under a lease.
 * For demonstrations, tests and small installations; it refers to fallbacks and calls nobody. How a
 * lease is kept is the package above's; how a model is opened comes in as a {@link
 * dev.countersign.traffic.embedded.ScorerLoader}.
 */
@NullMarked
package dev.countersign.traffic.embedded;

import org.jspecify.annotations.NullMarked;
