/**
 * What makes a release checkable by anyone, later, offline: canonical JSON, digests, the evidence
 * log, signed envelopes, trust, and the passport with its verification. All of it pure: bytes in,
 * values out. No file, clock, server or Temporal is known here; who may sign what is decided in
 * {@code approval}.
 */
@NullMarked
package dev.countersign.passport;

import org.jspecify.annotations.NullMarked;
