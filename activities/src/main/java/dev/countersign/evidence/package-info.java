/**
 * Keeps evidence: a store addressed by content, and what is packed from it. Formats, digests and
 * signatures themselves are in the workflows module's {@code passport}. What a piece of evidence
 * says is no concern of this package.
 */
@NullMarked
package dev.countersign.evidence;

import org.jspecify.annotations.NullMarked;
