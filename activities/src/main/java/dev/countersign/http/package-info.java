/**
 * What neighbours share of HTTP: a small server that speaks JSON, with exact paths, bounded bodies
 * and errors that say what is wrong; answers that are waited for down to their last byte and no
 * longer; and the hosts that untrusted input may name. What is served or asked lives elsewhere.
 */
@NullMarked
package dev.countersign.http;

import org.jspecify.annotations.NullMarked;
