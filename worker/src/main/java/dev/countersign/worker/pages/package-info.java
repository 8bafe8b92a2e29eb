/**
 * The approvals pages: their settings, where they are, and how they are put together. Who comes in
 * is {@code entrance}'s, what is shown and signed is {@code release}'s; neither decides anything
 * about a release.
 */
@NullMarked
package dev.countersign.worker.pages;

import org.jspecify.annotations.NullMarked;
