/**
 * What makes a release checkable by anyone, later, offline: canonical JSON, digests, keys, signed
 * envelopes and the evidence log. All of it pure: bytes in, values out. No file, clock, server or
 * Temporal is known here; who may sign what is decided in {@code approval}, and the passport as a
 * file is packed and checked in {@code verification}.
 */
@NullMarked
package dev.countersign.passport;

import org.jspecify.annotations.NullMarked;
