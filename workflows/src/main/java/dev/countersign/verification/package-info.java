/**
 * The passport as a file: how a release's evidence is packed and sealed, and how anyone checks it
 * years later with no server. Pure: bytes in, bytes or findings out. Decides nothing anew: whether
 * a board approved or a waiver counts is asked of {@code approval}, as it was when it happened.
 */
@NullMarked
package dev.countersign.verification;

import org.jspecify.annotations.NullMarked;
