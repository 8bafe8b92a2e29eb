/**
 * Releases as pages: the list, one release with its evidence, signing it, one decision explained.
 * Reads and hands in through the same client as the command line; decides nothing by itself.
 */
@NullMarked
package dev.countersign.worker.pages.release;

import org.jspecify.annotations.NullMarked;
