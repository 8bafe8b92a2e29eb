/**
 * The README's pictures: a demonstration recorded, and screenshots taken of it in a real browser.
 * What the pages themselves have to keep is tested beside them, in {@code pages}.
 */
@NullMarked
package dev.countersign.worker.pictures;

import org.jspecify.annotations.NullMarked;
