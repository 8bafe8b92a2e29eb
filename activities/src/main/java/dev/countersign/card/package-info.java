/**
 * The model card gate: what is known of a model, told to people and to tools, made from the
 * manifest and from what the gates before it found. Nothing is measured here, and nothing is filled
 * in that neither says: an empty section fails.
 */
@NullMarked
package dev.countersign.card;

import org.jspecify.annotations.NullMarked;
