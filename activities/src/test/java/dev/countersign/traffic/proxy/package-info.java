/**
 * A router that somebody else wrote: a small proxy in a process of its own, moved by a webhook or
 * by a registry's aliases, for the tests of both. Knows no agent.
 */
@NullMarked
package dev.countersign.traffic.proxy;

import org.jspecify.annotations.NullMarked;
