/**
 * A small HTTP server that speaks JSON, for routers and agents: exact paths, bounded bodies, errors
 * that say what is wrong. What is served lives in the packages around it.
 */
@NullMarked
package dev.countersign.traffic.http;

import org.jspecify.annotations.NullMarked;
